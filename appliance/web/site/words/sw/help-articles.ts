import type { HelpArticle } from '../en/help-articles.ts';

const ict = ['school-ict-admin', 'district-admin'];
const leaders = [...ict, 'head', 'deputy'];
const approvers = ['head', 'deputy', 'head-of-department'];

const articles: readonly HelpArticle[] = [
  {
    title: 'Nimesahau nenosiri langu',
    text: 'Mwombe msimamizi wa TEHAMA wa shule yako au mkuu wako wa idara msimbo wa tarakimu sita. Kwenye ukurasa wa kuingia bonyeza “Nina msimbo”, uandike ndani ya robo saa, na uchague nenosiri jipya. Msimbo wa dharura uliouchapisha chini ya “Akaunti yangu” hufanya kazi wakati wowote. Barua pepe haihitajiki.',
  },
  {
    title: 'Seva haipatikani',
    text: 'Angalia kama kifaa hiki kiko kwenye mtandao wa shule. Kilichohifadhiwa kwenye seva kinabaki hapo. Wenzako wakiwa na tatizo hilo hilo, mwambie msimamizi wa TEHAMA.',
  },
  {
    title: 'Ninatengenezaje azimio la kazi?',
    for: ['teacher'],
    text: 'Fungua “Maazimio ya kazi” na ubonyeze “Azimio jipya la kazi”. Chagua gredi, eneo la kujifunza na darasa, na uweke tiki wakati darasa linapokutana; shule yako ikiwa imeingiza ratiba, hilo limeshafanyika.\nTeachTrack huhesabu vipindi ambavyo muhula unavyo kweli, bila sikukuu na mitihani, huvigawa kwa mada ndogo, na huandika safu kwa kila kipindi. Huchukua sekunde chache. Maneno ya matokeo hayabadilishwi kamwe.',
  },
  {
    title: 'Itakuwaje walimu wengi wakitengeneza maazimio kwa wakati mmoja?',
    for: ['teacher'],
    text: 'Lako litasubiri zamu yake kwa sekunde chache, na utaona nafasi yake. Unaweza kufunga ukurasa: litatengenezwa tu.',
  },
  {
    title: 'Ninachapishaje azimio, au kulipata kama faili ya Word?',
    for: ['teacher'],
    text: 'Fungua azimio. Vitufe vyake hulitoa kama PDF ya kuchapisha na kuweka kwenye faili, lenye nafasi ya sahihi na muhuri, kama faili ya Word ya kuendelea kuandika, au kama lahajedwali.',
  },
  {
    title: 'Ninawekaje rekodi yangu ya kazi?',
    for: ['teacher'],
    text: 'Fungua “Leo”. Kwa kila kipindi cha ratiba yako bonyeza “Kimefundishwa”, “Kwa sehemu” au “Hakikufundishwa”; rekodi ya kazi hujiandika kutokana na hapo. Maoni ni yako: hakuna linaloandikwa kwa niaba yako.\nBila muunganisho, uliyoandika hubaki kwenye kifaa hiki na hutumwa mara seva inapojibu.',
  },
  {
    title: 'Nifanye nini kuhusu kipindi ambacho hakikufundishwa?',
    for: ['teacher'],
    text: 'Kiwekee alama “Hakikufundishwa” pamoja na sababu yake. TeachTrack itakuonyesha njia za kuendelea, kila moja na kitakachosogea: vyote kwa kipindi kimoja, vipindi viwili kuunganishwa, muda ulio wazi wa kukifidia, au kipindi cha marudio kuachwa. Hakuna kinachosogea kabla hujachagua. Kinachofidiwa kiko kwenye ratiba ya kufidia vipindi.',
  },
  {
    title: 'Darasa langu limefika wapi?',
    for: ['teacher', ...approvers],
    text: 'Fungua “Maendeleo”. Huhesabu yaliyofundishwa kulinganisha na yaliyopaswa kufundishwa, na husema mapema kama vipindi vitapungua mwishoni mwa muhula.',
  },
  {
    title: 'Azimio la kazi huidhinishwaje?',
    for: ['teacher', ...approvers],
    text: 'Mwalimu huliwasilisha. Mkuu wa idara kisha mkuu wa shule hulikagua: hukubali, au hulirudisha na sababu kwenye safu inayohitaji kazi. Hakuna anayeidhinisha lake mwenyewe. Kilichoidhinishwa hubaki kilivyokuwa: mabadiliko ya baadaye huonyeshwa kando yake.\nAnayeidhinisha hupata yanayomsubiri chini ya “Ya kukagua”.',
  },
  {
    title: 'Nitajuaje kwamba karatasi iliyochapishwa ndiyo iliyoidhinishwa?',
    text: 'Kwenye PDF na faili ya Word ya azimio la kazi lililoidhinishwa, ya andalio la somo lake, na ya rekodi iliyokaguliwa kuna msimbo wa mraba. Uchanganue kwa simu iliyo kwenye mtandao wa shule, au fungua anwani ya tovuti hii ikifuatiwa na /verify na uandike herufi zilizo chini ya mraba. Huhitaji kuingia. Ukurasa husema karatasi inapaswa kusema nini, na kama bado ni toleo lililoidhinishwa au inahitaji kuchapishwa upya.',
  },
  {
    title: 'Ninaingizaje vipindi vyangu mwenyewe?',
    for: ['teacher'],
    text: 'Fungua “Wiki yangu” na ubonyeze “Ingiza vipindi vyangu”. Chagua darasa na ubonyeze nafasi katika wiki. Darasa lisilo kwenye orodha huongezwa chini yake. Anayetunza ratiba ya shule huona hayo hayo, na anaweza kuyabadilisha.',
  },
  {
    title: 'Ninakaguaje rekodi za kazi?',
    for: approvers,
    text: 'Fungua “Rekodi za kukagua”. Kila darasa la wiki liko hapo na yaliyoandikwa. Chagua zilizokamilika kwa kubonyeza mara moja na uziwekee tiki pamoja; fungua nyingine, na umwandikie mwalimu neno inapofaa. Kinachobadilishwa baada ya tiki yako huwekewa alama.',
  },
  {
    title: 'Nani hutenda kwa niaba yangu nikiwa sipo?',
    for: approvers,
    text: 'Fungua “Akaunti yangu” na uchague chini ya “Nikiwa sipo” nani anakaimu nafasi yako, kuanzia siku moja hadi nyingine. Mwenzako ataona chini ya “Ya kukagua” na “Rekodi za kukagua” yaliyo yako, lakini kamwe si karatasi zake mwenyewe. Hukoma kwenyewe, au unapokukomesha.',
  },
  {
    title: 'Ninaingizaje ratiba?',
    for: leaders,
    text: 'Fungua “Madarasa na ratiba”, ongeza darasa na ulifungue. Sema nani anafundisha nini, na uweke vipindi kwenye jedwali, au ingiza faili ya madarasa yote. Mwalimu aliye mahali pawili, au darasa lenye vipindi viwili kwa wakati mmoja, huonyeshwa mara moja.\nIdadi ya vipindi kwa wiki, dakika zake na vipindi pacha viko chini ya “Vipindi kwa wiki na pacha”; gredi inaweza kuwa na saa zake za siku.',
  },
  {
    title: 'Sikukuu imehamishwa. Nifanyeje?',
    for: leaders,
    text: 'Msimamizi wa wilaya hubadilisha kalenda na huona, kabla haijaanza kutumika, maazimio yanayoguswa. Siku ambayo shule yenyewe imefungwa huingizwa shuleni. Walimu huonyeshwa kitakachosogea katika maazimio yao, na huamua. Anayeongoza shule, na wakuu wa idara zake, wanaweza pia kusogeza vipindi vya maazimio yote kwa pamoja, kwenye ukurasa wa kalenda: kwanza huonyesha, mwalimu kwa mwalimu, kitakachosogea; kila mwalimu anaweza kutendua.',
  },
  {
    title: 'Ninatangazaje jambo kwa shule yangu?',
    for: leaders,
    text: 'Fungua “Matangazo” na ubonyeze “Tangazo jipya”. Huonekana kwenye ukurasa wa mwanzo wa kila mtu kuanzia siku ya kwanza hadi ya mwisho uliyoweka; la dharura huwa juu ya kila ukurasa. Kila mtu anaweza kujiondolea.',
  },
  {
    title: 'Ninamwingizaje mwenzangu mpya?',
    for: ict,
    text: 'Fungua “Shule”, chagua shule na uongeze mtu. Andika au chapisha nenosiri la mara moja linaloonyeshwa, na umpe: huonyeshwa mara moja tu.\nWengi huingizwa kutoka lahajedwali kwa “Ingiza orodha”. Inaweza pia kusema kila mmoja anafundisha nini: safu wima “teaches” yenye “4 East: English; 5 West: English”, au safu wima ya madarasa na ya masomo. Darasa ambalo halipo bado hutengenezwa gredi yake ikitangulia, kama “Grade 4 4 East”.',
  },
  {
    title: 'Ninaingizaje mtaala?',
    for: ['district-admin', 'curriculum-editor'],
    text: 'Fungua “Mtaala” na uchague faili: za TeachTrack ya mtandaoni, majedwali au lahajedwali. Utaona kila moja ina nini na kilicholazimu kukisiwa kabla ya chochote kupokelewa. Kisha ni rasimu unayoweza kuhariri na kulinganisha, na huanza kutumika unapoamua. Maazimio yaliyokwisha kutengenezwa hubaki na toleo lake.',
  },
];

export const helpArticles = { helpArticles: articles };
