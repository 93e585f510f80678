import type { onboarding as english } from '../en/onboarding.ts';
import { dayOf } from '../moments.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('sw');

export const onboarding: typeof english = {
  peopleImport: {
    title: 'Ingiza orodha ya watu',
    lead: 'Kutoka Excel (.xlsx) au CSV. Hakuna kinachoandikwa kabla hujaona kitakachobadilika.',
    choose: 'Chagua faili',
    chosen: (name: string) => `Faili: ${name}`,
    format:
      'Safu ya kwanza ina vichwa: nambari ya kazi (au jina la mtumiaji), jina, simu, idara, majukumu, na wanachofundisha, kama “4 East: English; 5 West: English” au safu wima ya madarasa na ya maeneo ya kujifunza. Orodha iliyopakuliwa hapa inaweza kubadilishwa na kuingizwa tena.',
    checking: 'Inasoma faili na kuilinganisha na watu waliopo hapa…',
    committing: 'Inawapokea watu…',
    refused: 'Faili hii haiwezi kutumika ilivyo',
    another: 'Chagua faili nyingine',
    columns: 'Safu wima ipi ina nini',
    column: {
      staff_no: 'Nambari ya kazi',
      user_name: 'Jina la mtumiaji',
      name: 'Jina',
      phone: 'Simu',
      school_code: 'Msimbo wa shule',
      department: 'Idara',
      roles: 'Majukumu',
      language: 'Lugha',
      teaches: 'Wanachofundisha',
      classes: 'Madarasa',
      learning_areas: 'Maeneo ya kujifunza ya madarasa haya',
    },
    noColumn: 'hakuna',
    checkAgain: 'Angalia tena kwa safu wima hizi',
    states: {
      new: 'Mpya',
      changed: 'Amebadilika',
      same: 'Kama awali',
      duplicate: 'Mara mbili katika faili',
      ambiguous: 'Haijulikani ni nani',
      error: 'Si sahihi',
      left: 'Hayupo katika faili',
    },
    show: 'Onyesha',
    all: 'Safu zote',
    row: 'Safu',
    name: 'Jina',
    signInName: 'Huingia kama',
    what: 'Kitakachotokea',
    more: 'Onyesha safu zaidi',
    endLeft: (count: number) =>
      plural(
        count,
        'Mtu mmoja hayupo katika faili: komesha majukumu yake hapa',
        `Watu ${count} hawapo katika faili: komesha majukumu yao hapa`,
      ),
    commit: (count: number) => plural(count, 'Pokea mtu mmoja', `Pokea watu ${count}`),
    nothing: 'Yote yaliyo katika faili yapo hapa tayari: hakuna cha kupokea.',
    done: (count: number, skipped: number) =>
      skipped === 0
        ? `Tayari: safu ${count} zimepokelewa.`
        : `Tayari: safu ${count} zimepokelewa, ${skipped} hazikupokelewa; tazama sababu hapa chini.`,
  },
  slips: {
    make: 'Tengeneza karatasi za kuingia',
    why: 'Maneno mapya ya siri kwa wote ambao hawajawahi kuingia. Karatasi zilizochapishwa awali kwa ajili yao hazitafanya kazi tena.',
    making: 'Inatengeneza maneno ya siri na karatasi…',
    ready: (people: number) =>
      plural(people, 'Karatasi moja iko tayari.', `Karatasi ${people} ziko tayari, nane kwa ukurasa.`),
    open: 'Fungua karatasi za kuchapisha',
    printed: 'Zimechapishwa: zifute hapa',
    gone: 'Zimefutwa. Maneno ya siri sasa yako kwenye karatasi pekee.',
  },
  person: {
    signsInAs: (name: string) => `Huingia kama ${name}`,
    status: { active: 'Yuko kazini', suspended: 'Amesimamishwa' },
    neverSignedIn: 'Bado hajaingia',
    lastSignIn: (at: string) => `Aliingia mwisho tarehe ${dayOf('sw')(at)}`,
    where: 'Wapi',
    from: 'Kuanzia',
    to: 'Hadi',
    open: 'hadi itakapobadilishwa',
    notInCare: 'Mtu huyu ana majukumu zaidi ya yako, au ni wewe: msimamizi wa wilaya hufanya mabadiliko hapa.',
    signIn: 'Kuingia',
    signInHint:
      'Nenosiri jipya la mara moja humtoa mtu huyu mahali pote. Waliosimamishwa hawawezi kuingia; kazi yao inabaki.',
    reset: 'Mpe nenosiri jipya',
    endSessions: 'Mtoe mahali pote',
    ended: 'Mtu huyu ametolewa mahali pote.',
    suspend: 'Msimamishe',
    reinstate: 'Mrejeshe',
    details: 'Maelezo',
    phone: 'Simu',
    save: 'Hifadhi',
  },
  peopleList: {
    search: 'Tafuta mtu',
    searchHint: 'Jina, jina la mtumiaji au nambari ya kazi',
    nobody: 'Hakuna anayelingana.',
    more: 'Onyesha watu zaidi',
    bringIn: 'Ingiza orodha',
    download: 'Pakua orodha (CSV)',
    slips: 'Karatasi za kuingia',
  },
};
