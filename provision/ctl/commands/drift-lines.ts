import type { Drift, DriftItem, KeptItem } from '../../drift/drift.ts';

const choiceWords = {
  restore: 'put ours back: --restore',
  keep: 'keep theirs: --keep',
  accept: 'leave it, with a reason: --accept',
} as const;

/** The report for a person at a terminal. */
export function driftLines({ summary, items, kept, notChecked }: Drift, withDiffs: boolean): readonly string[] {
  const open = items.filter(({ accepted }) => accepted === undefined);
  const accepted = items.filter((item) => item.accepted !== undefined);
  return [
    summary,
    ...open.flatMap((item) => itemLines(item, withDiffs)),
    ...accepted.map((item) => `  accepted: ${item.what} (${item.accepted?.by}: ${item.accepted?.reason})`),
    ...kept.flatMap((one) => keptLines(one, withDiffs)),
    ...notChecked
      .filter(({ explained }) => explained === undefined)
      .map(({ title, why }) => `  could not look at: ${title}: ${why}`),
    ...(open.length > 0
      ? ['', `Choose with ${Object.values(choiceWords).join(', ')}, and the name after the dash.`]
      : []),
  ];
}

function itemLines({ id, what, advice, diff, choices }: DriftItem, withDiffs: boolean): readonly string[] {
  return [
    `  - ${id}`,
    `      ${what}`,
    ...(advice === undefined ? [] : [`      ${advice}`]),
    `      ${choices.map((choice) => choiceWords[choice].split(':')[0]).join(' · ')}`,
    ...(withDiffs && diff !== undefined ? diff.split('\n').map((line) => `      | ${line}`) : []),
  ];
}

function keptLines({ path, by, at, oursChanged, diff }: KeptItem, withDiffs: boolean): readonly string[] {
  const again = oursChanged ? '; ours is another one since: look whether yours is still needed' : '';
  return [
    `  kept: ${path}, as ${by} changed it on ${at.slice(0, 10)}${again}`,
    ...(withDiffs ? diff.split('\n').map((line) => `      | ${line}`) : []),
  ];
}
