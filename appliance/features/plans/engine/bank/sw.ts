import type { Bank } from './types.ts';

/** To be read over by a native teacher; see `types.ts` for the gaps. */
export const sw: Bank = {
  openings: [
    'Wanafunzi wawili wawili waseme wanachojua tayari kuhusu {topic}, kisha watoe wazo moja kwa darasa.',
    'Wanafunzi watazame {resource} na kumwambia mwenzao wanachokiona na wanachojiuliza.',
    'Wanafunzi wajibu swali “{question}” kwa maneno yao; majibu tofauti yaandikwe ubaoni.',
    'Wanafunzi waimbe au wapige makofi kwa shairi fupi kuhusu {topic} na kutaja maneno wanayokumbuka.',
    'Wanafunzi katika vikundi wapange maneno matano kuhusu {topic}: yanayojulikana na mapya.',
    'Wanafunzi wasimulie kisa kifupi cha nyumbani kinachohusu {topic}.',
  ],
  bridges: [
    'Wanafunzi wataje mambo makuu ya {before} na kueleza jinsi {topic} inavyoweza kufuata.',
    'Wanafunzi wajibu maswali matatu mafupi kuhusu {before}, kisha watazame jambo jipya: {topic}.',
    'Wanafunzi wamwonyeshe mwenzao kazi yao kuhusu {before} na kukubaliana wanachoweza tayari kufanya.',
  ],
  developments: {
    know: [
      'Wanafunzi walinganishe waliyogundua na kikundi kingine na kuongeza yaliyokosekana.',
      'Wanafunzi waandike mambo makuu katika madaftari yao, kila jambo kwa sentensi moja.',
      'Wanafunzi waulizane maswali kuhusu {topic}; anayejibu aulize swali linalofuata.',
      'Wanafunzi walinganishe maneno na maana zake kuhusu {topic} na kusahihishana.',
      'Wanafunzi waeleze kwa zamu, kwa mfano wao wenyewe, jinsi ya: {outcome}.',
    ],
    do: [
      'Wanafunzi wawili wawili wajaribu zoezi la kwanza na kutaja kila hatua kwa sauti.',
      'Wanafunzi wafanye mazoezi mawili peke yao na kuyakagua pamoja na mwenzao.',
      'Wanafunzi waeleze kikundi kingine walivyofanya kazi na mahali walipofikiri mara mbili.',
      'Wanafunzi wanaoelewa wawasaidie wengine; wanaomaliza mapema watunge zoezi kwa ajili ya darasa.',
      'Wanafunzi warudie zoezi kwa kasi zaidi, au kwa nambari, maneno au vitu vingine.',
    ],
    make: [
      'Wanafunzi wakubaliane nani afanye nini na kukusanya vinavyohitajika na kikundi.',
      'Wanafunzi watengeneze toleo la kwanza, walionyeshe kwa kikundi kingine na kuliboresha.',
      'Wanafunzi wakague kazi yao kwa mambo matatu yaliyokubaliwa na darasa.',
      'Wanafunzi waonyeshe walichotengeneza na kueleza walivyokitengeneza.',
      'Wanafunzi wataje jambo moja ambalo wangebadilisha wakati mwingine.',
    ],
    value: [
      'Wanafunzi katika vikundi waigize igizo fupi kuhusu {topic}.',
      'Wanafunzi wazungumze katika duara kuhusu maana ya {topic} nyumbani na shuleni.',
      'Wanafunzi wachague jambo moja wanaloweza kufanya wiki hii na kuliandika.',
      'Wanafunzi waambiane neno zuri kwa walichofanya katika kikundi.',
      'Wanafunzi wasikilize maoni mawili na kueleza sababu za kukubaliana na moja.',
    ],
  },
  closings: [
    'Wanafunzi waseme kwa sentensi moja walichojifunza kuhusu {topic}.',
    'Wanafunzi wafanye zoezi moja fupi kuhusu {topic} peke yao na kulinganisha jibu na mwenzao.',
    'Wanafunzi wataje mambo matatu kuhusu {topic}; mmoja wao ayaandike ubaoni.',
    'Wanafunzi waonyeshe kwa vidole gumba jinsi walivyo na uhakika, na kuuliza yaliyobaki.',
    'Wanafunzi wajibu tena swali “{question}” na kusema kilichobadilika.',
  ],
  extensions: [
    'Tafuta mfano wa {topic} nyumbani au njiani, uuchore au uueleze, na uulete katika kipindi kijacho.',
    'Muulize mtu nyumbani anachojua kuhusu {topic} na uandike mambo mawili.',
    'Tunga maswali mawili kuhusu {topic} kwa ajili ya darasa, pamoja na majibu yake.',
    'Tengeneza bango dogo kuhusu {topic} kwa vifaa vilivyopo.',
    'Mfundishe mtu nyumbani ulichojifunza na ueleze ilivyokuwa.',
  ],
  homework: [
    'Jibu maswali mawili kuhusu {topic} katika daftari.',
    'Kamilisha mazoezi ya {topic} yaliyoanzwa darasani.',
    'Andika sentensi tatu kuhusu {topic} pamoja na mfano wa nyumbani.',
  ],
  methods: {
    know: [
      'Maswali na majibu',
      'Majadiliano ya vikundi',
      'Ugunduzi wa kuongozwa',
      'Fikiri, jadili na mwenzako, shiriki',
    ],
    do: ['Mazoezi ya wawili wawili', 'Maonyesho ya wanafunzi', 'Kazi ya vikundi', 'Vituo vya kazi'],
    make: ['Kazi ya mradi', 'Kujifunza kwa kutengeneza', 'Kazi ya vikundi'],
    value: ['Igizo dhima', 'Usimulizi wa hadithi', 'Majadiliano katika duara'],
  },
  issues: [
    'Stadi za maisha: kufanya kazi pamoja na kusikilizana',
    'Afya: kujitunza na kutunza usafi wa darasa',
    'Mazingira: kutunza vifaa na kuvitumia tena',
    'Usalama: kushika zana na vitu kwa uangalifu',
    'Utangamano wa jamii: kuheshimu mawazo na lugha za wengine',
    'Elimu ya fedha: kutumia vilivyopo bila kuvipoteza',
  ],
  links: [
    'Lugha: maneno mapya kuhusu {topic} yasemwe, yasomwe na yaandikwe.',
    'Hisabati: vitu vihesabiwe, vipimwe au vilinganishwe.',
    'Sanaa bunifu: mawazo kuhusu {topic} yachorwe, yaimbwe au yaigizwe.',
    'Masomo ya jamii: {topic} inapatikana katika maisha ya jamii.',
    'Sayansi: wanafunzi watazame, waulize kwa nini na wajaribu wazo.',
    'Kilimo na lishe: mifano itoke shambani na jikoni.',
  ],
  without: {
    outcome: 'kufanya kazi ya {topic}',
    question: 'Tunahitaji kujua nini kuhusu {topic}?',
    resource: 'vitu halisi',
  },
};
