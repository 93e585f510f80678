import { type ActivityPattern, activityBank, type Moment, verbFamily } from './activity-bank.ts';
import type { HintInput, OutcomeInput } from './types.ts';

export type RealiseInput = {
  readonly moment: Moment;
  readonly topic: string;
  readonly outcomes: readonly OutcomeInput[];
  readonly hints: readonly HintInput[];
  /** Position among the lessons of its sub-strand, and how many there are. */
  readonly place: { readonly index: number; readonly of: number };
  readonly textbook?: string;
};

export type RealisedCells = {
  readonly inquiry: readonly string[];
  readonly experiences: readonly string[];
  readonly resources: readonly string[];
  readonly assessment: readonly string[];
};

const assessments: Readonly<Record<string, readonly string[]>> = {
  know: ['Oral questions', 'Written exercise', 'Observation of group talk', 'Short quiz', 'Learner’s notes'],
  do: ['Observation of the task', 'Written exercise', 'Practical task', 'Peer assessment', 'Oral explanation of steps'],
  make: ['Product checked against a list', 'Observation of teamwork', 'Portfolio', 'Peer assessment', 'Project'],
  value: ['Observation of behaviour', 'Oral reflection', 'Self-assessment', 'Journal', 'Portfolio'],
};

const plainResources = [
  'Chalkboard drawings',
  'Charts',
  'Real objects from the neighbourhood',
  'Flash cards',
  'Manila paper and pens',
  'Pictures cut from papers',
  'Resource person',
];

/** Chooses wordings for one lesson after the other; remembers what it used so that neighbours differ. */
export class Realiser {
  readonly #random: () => number;
  readonly #uses = new Map<string, number>();
  readonly #recent: string[] = [];
  #lessons = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  cells(input: RealiseInput): RealisedCells {
    const lead = input.outcomes[0];
    const family = lead === undefined ? 'do' : verbFamily(bare(lead.text));
    const pattern = this.#pick(
      activityBank[input.moment].filter((one) => one.families.includes(family)),
      input.moment,
    );
    const activity = pattern.text
      .replaceAll('{outcome}', lead === undefined ? `work on ${input.topic}` : bare(lead.text))
      .replaceAll('{topic}', input.topic);
    const own = hinted(input, 'experience');
    const turn = this.#lessons;
    this.#lessons += 1;
    return {
      inquiry: withDefault(hinted(input, 'inquiry'), [`What do we need to know about ${input.topic}?`]),
      experiences: [activity, ...own],
      resources: [
        ...(input.textbook === undefined ? [] : [input.textbook]),
        ...withDefault(hinted(input, 'resource'), [plainResources[turn % plainResources.length] ?? 'Charts']),
      ],
      assessment: withDefault(hinted(input, 'assessment'), [
        assessments[family]?.[turn % 5] ?? 'Observation',
        assessments[family]?.[(turn + 2) % 5] ?? 'Oral questions',
      ]),
    };
  }

  /** The least used pattern that none of the last four lessons had; equals are drawn by the seed. */
  #pick(candidates: readonly ActivityPattern[], moment: Moment): ActivityPattern {
    const pool = candidates.length > 0 ? candidates : activityBank[moment];
    const fresh = pool.filter((one) => !this.#recent.includes(one.id));
    const from = fresh.length > 0 ? fresh : pool;
    const least = Math.min(...from.map((one) => this.#uses.get(one.id) ?? 0));
    const equals = from.filter((one) => (this.#uses.get(one.id) ?? 0) === least);
    const chosen = equals[Math.floor(this.#random() * equals.length)] ?? from[0];
    if (chosen === undefined) throw new Error(`the activity bank has nothing for "${moment}"`);
    this.#uses.set(chosen.id, least + 1);
    this.#recent.push(chosen.id);
    if (this.#recent.length > 4) this.#recent.shift();
    return chosen;
  }
}

/** The hints of a kind that belong to this lesson: all of them over the lessons of the sub-strand, in order. */
function hinted({ hints, place }: RealiseInput, kind: HintInput['kind']): string[] {
  const all = hints.filter((hint) => hint.kind === kind).map((hint) => hint.text);
  if (all.length === 0) return [];
  if (all.length <= place.of) return [all[place.index % all.length] ?? ''];
  const from = Math.floor((place.index * all.length) / place.of);
  return all.slice(from, Math.floor(((place.index + 1) * all.length) / place.of));
}

function withDefault(found: readonly string[], otherwise: readonly string[]): readonly string[] {
  return found.length > 0 ? found : otherwise;
}

/** An outcome from its verb on, for the middle of a sentence; the outcome's own cell keeps it as it is. */
export function bare(text: string): string {
  const trimmed = text
    .trim()
    .replace(/^(by the end of [^,]*,\s*)?(the )?learners?( should)?( be able to| to)?[:\s]+/i, '')
    .replace(/^to\s+/i, '')
    .replace(/[.;,\s]+$/, '');
  return trimmed.slice(0, 1).toLowerCase() + trimmed.slice(1);
}
