import type { Mark, StageFigures, StageVerdict, Verdict } from './shapes.ts';

const readsMs = 300;
const savesMs = 200;
const acceptingMs = 500;
const generationsMs = 30_000;
const errorShare = 0.001;

/** Holds what was measured against what was promised. A mark for which nothing was measured is not met. */
export function judgeStage(figures: StageFigures): StageVerdict {
  const { times, generations, errors, requests, users, signedIn } = figures;
  const { asked, accepted, done, failed, allDoneMs } = generations;
  const within = (id: Mark['id'], title: string, found: number | null, most: number): Mark => ({
    ...{ id, title, wanted: `95 of 100 within ${most} ms` },
    measured: found === null ? 'nothing was measured' : `${Math.round(found)} ms`,
    isMet: found !== null && found <= most,
  });
  const marks: readonly Mark[] = [
    {
      ...{ id: 'sign-ins', title: 'Everybody signs in', wanted: `${users}`, measured: `${signedIn}` },
      isMet: signedIn === users,
    },
    within('reads', 'Pages open', times.read.p95Ms, readsMs),
    within('saves', 'Work is saved', times.save.p95Ms, savesMs),
    within('accepting', 'A scheme asked for is accepted', times.generate.p95Ms, acceptingMs),
    {
      ...{ id: 'complete', title: 'Every scheme is accepted and made', wanted: `${asked} of ${asked}` },
      measured: `${done} of ${asked}${accepted === asked ? '' : `, ${accepted} accepted`}${failed === 0 ? '' : `, ${failed} failed`}`,
      isMet: asked === users && accepted === asked && done === asked && failed === 0,
    },
    {
      ...{ id: 'generations', title: 'All schemes are made', wanted: `within ${generationsMs / 1_000} s` },
      measured: allDoneMs === null ? 'not all were made in time' : `${(allDoneMs / 1_000).toFixed(1)} s`,
      isMet: allDoneMs !== null && allDoneMs <= generationsMs,
    },
    {
      ...{ id: 'errors', title: 'Errors', wanted: 'fewer than 1 in 1,000' },
      measured: `${errors} of ${requests}`,
      isMet: requests > 0 && errors / requests < errorShare,
    },
  ];
  return { ...figures, marks, isPassed: marks.every(({ isMet }) => isMet) };
}

export type Judging = {
  readonly asked: number;
  readonly stages: readonly StageVerdict[];
  readonly counted: Verdict['counted'];
};

/** What the server held: the last stage that met every mark, and nothing when schemes were lost or made twice. */
export function judge({ asked, stages, counted }: Judging): Verdict {
  const isWhole = counted.found === counted.accepted;
  const held = isWhole ? (stages.filter(({ isPassed }) => isPassed).at(-1)?.users ?? 0) : 0;
  const isPassed = held === asked;
  return { held, asked, isPassed, heldBack: isPassed ? null : heldBack(stages.at(-1), counted), stages, counted };
}

function heldBack(last: StageVerdict | undefined, { accepted, found }: Verdict['counted']): string {
  if (found < accepted) return `${accepted - found} schemes of work that were accepted were never made.`;
  if (found > accepted) return `${found - accepted} schemes of work were made twice.`;
  if (last === undefined) return 'Nothing was driven.';
  const missed = last.marks.filter(({ isMet }) => !isMet);
  const what = missed.map(({ title, measured, wanted }) => `${title.toLowerCase()}: ${measured}, wanted ${wanted}`);
  return `At ${last.users} teachers: ${what.join('; ')}. ${cause(last)}`;
}

/** Said only as far as it was seen. */
function cause({ processorPercent, waitingForDiskPercent, generatorPercent, programs }: StageVerdict): string {
  const greedy = programs
    .slice(0, 3)
    .map(({ name, percent }) => `${name} ${percent} %`)
    .join(', ');
  const most = greedy === '' ? '' : ` Of one processor took: ${greedy}.`;
  if (generatorPercent >= 90)
    return `The test itself was at its limit, at ${generatorPercent} % of a processor: the server may hold more than this.${most}`;
  if (waitingForDiskPercent >= 20)
    return `The disk held it back: the processors waited for it ${waitingForDiskPercent} % of the time.${most}`;
  if (processorPercent >= 85)
    return `The processor held it back: it was busy ${processorPercent} % of the time.${most}`;
  return `Neither processor (${processorPercent} % busy) nor disk (${waitingForDiskPercent} % waited for) was at its limit.${most}`;
}

export function verdictSentence({ held, asked, isPassed, heldBack }: Verdict): string {
  if (isPassed) return `${asked} virtual teachers at once passed: every mark was met.`;
  const few =
    held === 0 ? 'Not even the first stage was held' : `${held} of ${asked} virtual teachers at once were held`;
  return `${few}. ${heldBack ?? ''}`.trim();
}
