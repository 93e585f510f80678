import { localise, type TemplateSection } from '../../../templates/types.ts';
import { verbFamily } from '../../schemes/engine/activity-bank.ts';
import { seededRandom } from '../../schemes/engine/random.ts';
import { bare } from '../../schemes/engine/realise.ts';
import { bankOf } from './bank/index.ts';
import type { Bank } from './bank/types.ts';
import { spread, stepMinutes } from './minutes.ts';
import type { PlanInput, PlanSection, PlanStep, PlanValue } from './types.ts';

/**
 * The plan of a lesson, in the order and with the labels of its template. A pure function: a plan that nobody touched
 * is kept nowhere and is the same whenever it is asked for. Sections a person changed hold what they typed.
 */
export function planOf(input: PlanInput): PlanSection[] {
  const { template, language, overrides } = input;
  return template.sections.map((section): PlanSection => {
    const override = overrides[section.slot];
    const value = override?.value ?? made(input, section, override?.turn ?? 0);
    return {
      slot: section.slot,
      label: localise(section.label, language),
      kind: section.kind,
      ...(section.group === undefined ? {} : { group: localise(section.group, language) }),
      ...(section.leadIn === undefined ? {} : { leadIn: localise(section.leadIn, language) }),
      ...(section.choices === undefined
        ? {}
        : { choices: section.choices.map((choice) => localise(choice, language)) }),
      ...(section.lines === undefined ? {} : { lines: section.lines }),
      value,
      locked: override?.locked ?? false,
      edited: override?.value !== undefined,
      rewordable: worded.has(section.slot),
    };
  });
}

const worded: ReadonlySet<string> = new Set([
  ...['methods', 'competencies', 'values', 'issues', 'links'],
  ...['introduction', 'steps', 'conclusion', 'extension', 'homework'],
]);

/** Minutes of the introduction, steps and conclusion together. */
export function plannedMinutes(sections: readonly PlanSection[]): number {
  return sections
    .filter(({ kind }) => kind === 'steps')
    .reduce((sum, { value }) => sum + (value as readonly PlanStep[]).reduce((all, step) => all + step.minutes, 0), 0);
}

function made(input: PlanInput, section: TemplateSection, turn: number): PlanValue {
  const { lesson, template } = input;
  const seed = hash(`${lesson.rowId} ${template.key} ${section.slot} ${input.seed}`);
  const bank = bankOf(input.language);
  const say = sayer(input, bank);
  const family = verbFamily(bare(lesson.outcomes[0] ?? ''));
  const times = stepMinutes(lesson.minutes, template.timing);
  const few = (some: readonly string[], count: number) => pick(some, count, { seed, turn }).map(say);
  switch (section.slot) {
    case 'l1':
      return lesson.strand;
    case 'l2':
      return lesson.subStrand;
    case 'outcomes':
    case 'inquiry':
    case 'resources':
    case 'assessment':
    case 'experiences':
      return lesson[section.slot];
    case 'references':
      return input.textbook === null ? [] : [input.textbook];
    case 'methods':
      return few(bank.methods[family], 2);
    case 'competencies':
    case 'values':
      return pick(section.choices ?? [], 2, { seed, turn }).map((choice) => localise(choice, input.language));
    case 'issues':
      return input.issues.length > 0 ? input.issues.slice(0, 2) : few(bank.issues, 1);
    case 'links':
      return few(bank.links, 1);
    case 'introduction': {
      const { openings, bridges } = bank;
      const some = lesson.before === null ? openings : [...bridges, ...openings.slice(0, 2)];
      return [{ minutes: times.introduction, text: few(some, 1)[0] ?? '' }];
    }
    case 'steps':
      return steps(lesson.experiences, (count) => few(bank.developments[family], count), times.steps);
    case 'conclusion':
      return [{ minutes: times.conclusion, text: few(bank.closings, 1)[0] ?? '' }];
    case 'extension':
      return few(bank.extensions, 1);
    case 'homework':
      return few(bank.homework, 1);
    default:
      return section.kind === 'list' || section.kind === 'choices' || section.kind === 'steps' ? [] : '';
  }
}

/** The activities of the scheme first, then what carries them on; as many as the time allows. */
function steps(experiences: readonly string[], more: (count: number) => string[], minutes: number): PlanStep[] {
  const count = minutes >= 45 ? 5 : minutes >= 28 ? 4 : minutes >= 18 ? 3 : minutes >= 8 ? 2 : 1;
  const own = experiences.slice(0, count);
  const texts = [...own, ...more(count - own.length)];
  const shares = spread(minutes, texts.length);
  return texts.map((text, index) => ({ minutes: shares[index] ?? 0, text }));
}

/** Fills the gaps of a wording. */
function sayer({ lesson }: PlanInput, { without }: Bank): (text: string) => string {
  const topic = lesson.subStrand;
  const instead = (name: keyof Bank['without']) => without[name].replace('{topic}', topic);
  const words: Readonly<Record<string, string>> = {
    topic,
    before: lesson.before ?? topic,
    outcome: bare(lesson.outcomes[0] ?? '') || instead('outcome'),
    question: lesson.inquiry[0] ?? instead('question'),
    resource:
      lesson.resources.at(-1)?.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()) ?? instead('resource'),
  };
  return (text) => text.replace(/\{(\w+)\}/g, (gap, name: string) => words[name] ?? gap);
}

/** Some of a bank without repeating, in its order. The next turn always takes others, while the bank has any. */
function pick<Item>(bank: readonly Item[], count: number, { seed, turn }: { seed: number; turn: number }): Item[] {
  const random = seededRandom(seed);
  const places = bank.map((_, index) => ({ index, rank: random() })).sort((a, b) => a.rank - b.rank);
  const wanted = Math.min(count, bank.length);
  const chosen = Array.from({ length: wanted }, (_, nth) => places[(turn + nth) % bank.length]?.index ?? 0);
  return chosen.sort((a, b) => a - b).flatMap((index) => bank[index] ?? []);
}

/** FNV-1a of the text, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
