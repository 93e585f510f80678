/** Lists of texts of a strand or sub-strand besides its outcomes. */
export const hintFields = [
  'inquiry',
  'experiences',
  'resources',
  'assessment',
  'issues',
  'competencies',
  'values',
  'links',
] as const;
export type HintField = (typeof hintFields)[number];

/** What a key says. `depth` is 0 for a strand, 1 for a sub-strand and so on, absent when the key does not tell. */
export type Meaning =
  | { readonly kind: 'title' | 'code'; readonly depth?: number }
  /** A title when it holds a text, children when it holds a list or an object: `strand`, `subStrands`. */
  | { readonly kind: 'level'; readonly depth: number }
  | { readonly kind: 'children' | 'lessons' | 'term' | 'outcomes' }
  | { readonly kind: 'hint'; readonly field: HintField };

/** `sub_strand_name`, `subStrandName` and `Sub-strand name` become `substrandname`. */
export function plain(key: string): string {
  return key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const level = /^((?:sub)*)(?:strand|theme|topic|unit)(s|list)?$/;
const named = /^((?:sub)*)(?:strand|theme|topic|unit)(?:(name|title|heading)|(?:number|no|id|code))$/;

const patterns: readonly (readonly [RegExp, Meaning])[] = [
  [/^(?:name|title|heading)$/, { kind: 'title' }],
  [/^(?:number|no|id|code)$/, { kind: 'code' }],
  [/^(?:children|nodes)$/, { kind: 'children' }],
  [
    /^(?:lessons?|lessons?counts?|(?:suggested|total|estimated)?(?:number|no)of(?:suggested)?(?:lessons?|periods?)|(?:suggested|total|estimated|allocated)(?:lessons?|periods?)|periods?|(?:suggested)?time(?:allocation|allocated)?)$/,
    { kind: 'lessons' },
  ],
  [/^(?:suggested)?term$/, { kind: 'term' }],
  [
    /^(?:(?:specific|general|expected|intended|learning|lesson|instructional|behaviou?ral|key|course|desired)*)(?:outcomes?|objectives?)$|^slos?$/,
    { kind: 'outcomes' },
  ],
  [
    /^(?:suggested)?(?:learning)?(?:experiences?|activit(?:y|ies))$|^suggestedlearningexperiences?$/,
    { kind: 'hint', field: 'experiences' },
  ],
  [/^(?:(?:suggested)?key)?(?:inquiry|enquiry)(?:questions?)?$/, { kind: 'hint', field: 'inquiry' }],
  [/^(?:suggested)?(?:learning|teaching)?resources?$/, { kind: 'hint', field: 'resources' }],
  [/^(?:suggested)?assessments?(?:methods?|rubrics?|criteria)?$/, { kind: 'hint', field: 'assessment' }],
  [/^pcis?$|^(?:pertinentandcontemporary)?issues?$/, { kind: 'hint', field: 'issues' }],
  [/^(?:core)?competenc(?:y|ies|es)$/, { kind: 'hint', field: 'competencies' }],
  [/^(?:core)?values?$/, { kind: 'hint', field: 'values' }],
  [/^links?(?:toother(?:subjects?|learningareas?))?$/, { kind: 'hint', field: 'links' }],
];

export function meaningOf(key: string): Meaning | undefined {
  const name = plain(key);
  const asLevel = level.exec(name);
  if (asLevel !== null) return { kind: 'level', depth: (asLevel[1] ?? '').length / 3 };
  const asName = named.exec(name);
  if (asName !== null) {
    return { kind: asName[2] === undefined ? 'code' : 'title', depth: (asName[1] ?? '').length / 3 };
  }
  return patterns.find(([pattern]) => pattern.test(name))?.[1];
}
