/** Names as they could be met in a district; none is of a person or school we know. */
const given =
  'Achieng Akinyi Amina Anyango Atieno Auma Awino Baraka Barasa Boke Chebet Chelimo Chepkoech Cherono Cherotich Dalmas Ekai Esther Faith Fatuma Gathoni Grace Halima Hamisi Hassan Imani Jabali Jelagat Jemutai Juma Kamau Karanja Kariuki Kemunto Kerubo Kiprop Kiptoo Kwamboka Lilian Lokwang Makena Mercy Moraa Mumbua Mutheu Muthoni Mwende Nafula Naliaka Nasimiyu Ndanu Nekesa Njeri Nyambura Nyokabi Omondi Otieno Peter Rehema Rotich Ruth Salim Samuel Sifa Tabitha Tatu Wambui Wanjiru Wairimu Wekesa Yusuf Zawadi Zuhura'.split(
    ' ',
  );
const family =
  'Abdi Ahmed Ali Barasa Chege Cheruiyot Ekiru Gacheru Gathogo Gitonga Hussein Kahiga Kamande Karimi Kibet Kilonzo Kimani Kimutai Kinyua Kipkemboi Kiprono Koech Korir Langat Lumumba Macharia Maina Makori Mburu Mogaka Momanyi Mugo Muli Muriithi Musyoka Mutai Mutiso Mutua Mwangi Mwaura Ndegwa Ndungu Ngetich Ngugi Njenga Njoroge Nyaga Nyamweya Obura Ochieng Odhiambo Ogutu Okello Okoth Ombati Onyango Opiyo Owino Sang Simiyu Tanui Wafula Waititu Wangari Wanyama Waweru'.split(
    ' ',
  );
const places =
  'Ndururi Olmoran Kabiruini Chepsangor Matisi Nyakoe Gitaru Lolgorien Kwa Muli, Mikumbune Sirikwa Kipsaina Ngomeni Tulwet Rironi Makutano Karima Chemelil Wamunyu Kapsoit Bukembe Endebess Mbitini Oloitip Kaptarakwa Nyansiongo Ruguru Sosiani Mtopanga Kithimani Lumakanda Ngechek Ematundu Sagalla Marigat Kiamunyi Olchobosei Mavindini Chesoi Kiritiri Nyabondo Segero Kanduyi Ithanga Mosoriot Rumuruti Bahati Elwak Kagio Songhor'
    .replace('Kwa Muli,', 'Kwamuli')
    .split(' ');
const kinds = ['Primary School', 'Comprehensive School', 'Junior School', 'Township School', 'Academy'];

export function personName(index: number): string {
  return `${pick(given, index * 7 + Math.floor(index / given.length))} ${pick(family, index * 11 + Math.floor(index / 5))}`;
}

export function schoolName(index: number): string {
  return `${pick(places, index)} ${pick(kinds, index * 3 + Math.floor(index / places.length))}`;
}

/** Streams of a grade, in the order they are opened. */
export function streamName(index: number): string {
  const round = Math.floor(index / streams.length);
  return `${pick(streams, index)}${round === 0 ? '' : ` ${round + 1}`}`;
}

const streams = ['East', 'West', 'North', 'South', 'Blue', 'Green', 'Red', 'Gold', 'Silver', 'White'];

export const departmentNames = ['Languages', 'Mathematics', 'Sciences', 'Humanities'] as const;

/** The department that looks after a learning area. */
export function departmentOfArea(area: string): number {
  if (/english|kiswahili|language|french/i.test(area)) return 0;
  if (/math/i.test(area)) return 1;
  if (/science|technolog|agricultur|health/i.test(area)) return 2;
  return 3;
}

function pick(from: readonly string[], index: number): string {
  return from[index % from.length] ?? '';
}
