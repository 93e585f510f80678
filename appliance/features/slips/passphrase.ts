import { randomInt } from 'node:crypto';

/** Three common words, such as `river-candle-goat`: easy to type from paper, good for the one sign-in it is for. */
export function passphrase(): string {
  return Array.from({ length: 3 }, () => words[randomInt(words.length)]).join('-');
}

/** Short, hard to mistake for one another, and nothing anybody could mind finding on their slip. */
const words = `
  able acorn actor adult agree air alarm album alley almond amber anchor angle ankle apple apron arch arrow
  autumn avocado award baker ball bamboo banana banner barley barn basin basket beach bead bean bear beaver bell
  belt bench berry bicycle bird biscuit blanket blossom blue board boat bolt bone book boot border bottle bowl
  box branch brass brave bread breeze brick bridge bright broom brown brush bucket buffalo builder bulb bunch
  bush butter button cabbage cabin cactus cake calm camel camera camp candle canoe canvas captain carpet carrot
  cart castle cattle cave cedar chain chair chalk charm cheese cherry chest chicken choir circle city clay clean
  clever cliff clock cloth cloud clove clown coach coast coat cobra coconut coffee coin colour comb copper coral
  corn corner cotton cousin cow crab cradle crane crayon cream creek cricket crop cross crow crown cup curtain
  curve cushion dairy daisy dance date dawn deer delta desert desk diamond dinner dish doctor dolphin donkey
  door dove dragon drawer dream dress drum duck dust eagle early earth east easy echo eight elbow elder engine
  evening fabric falcon family farm farmer feather fence fern ferry field finger fire fish flag flame flask
  flock floor flour flower flute fog folder forest fork fossil fountain fox frame fresh friend frog fruit galaxy
  garden garlic gate gazelle gentle ginger giraffe glad glass globe glove goat gold goose gourd grain grape
  grass gravel green grey guava guitar gull hammer hand harbour harp harvest hat hawk hazel heart hedge helmet
  hen herb heron hill hinge hippo honey hood hope horn horse hotel house hundred hut ice idea igloo impala inch
  ink insect iron island ivory jacket jaguar jar jasmine jelly jewel jigsaw joint joke journey judge jug juice
  jungle kettle key kid kind king kitchen kite kitten knee knot ladder lake lamb lamp lantern large laugh leaf
  leather lemon lemur lentil leopard letter library light lily lime linen lion lizard lobster log lorry lotus
  lunch magnet maize mango map maple marble market mask mat meadow melon metal middle milk mill mint mirror mist
  monkey month moon morning moth motor mountain mouse museum music nail napkin narrow nature needle nest net
  night nine noble noon north nurse nut oak oasis oat ocean office olive onion open orange orbit orchard orchid
  ostrich otter oval oven owl oyster paddle page paint palm panda paper parade parcel park parrot parsley path
  peach peacock peanut pear pearl pebble pelican pen pencil penguin pepper piano picnic picture pigeon pillow
  pilot pine pink pipe planet plank plant plate plum pocket poem polite pond pony poppy porch potato pottery
  powder prize proud puddle pulse pump pumpkin puppet purple purse puzzle python quail quarter queen quick quiet
  quilt rabbit radio raft rain raisin ramp ranch raven reed report rhino ribbon rice ring ripple river road
  robin rock roof room root rope rose round royal ruler saddle sailor salad salt sand sandal saucer scarf school
  scout seal seed seven shadow shark sheep shelf shell shield ship shirt shoe shop short shovel silk silver
  simple singer sister sketch skirt sky slate sleeve slow small smile smoke snail snow soap sock sofa soil song
  soup south spade spark sparrow spice spider spinach spiral spoon spring square squash stable stamp star
  station steam steel stem step stick stone stool storm story stove strap straw stream street string strong
  student sugar summer sun swan sweet swift swing table tailor tale tall tea teacher temple ten tent thread
  thumb thunder ticket tiger timber tin toast tomato torch tower town toy track tractor trail train tray tree
  triangle truck trumpet trunk tulip tunnel turtle twig twin umbrella uncle unit valley vase vault velvet verse
  village vine violet violin visit voice wagon wall walnut warm water wave wax west wheat wheel whistle white
  wide willow wind window wing winter wise wolf wood wool word yard year yellow yoghurt young zebra zero zinc
`
  .trim()
  .split(/\s+/);

/** How many passphrases there are, in bits. */
export const passphraseBits = 3 * Math.log2(words.length);
