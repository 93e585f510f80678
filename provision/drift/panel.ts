import { ProvisionError } from '../model/error.ts';
import type { Choice, Drift, DriftItem } from './drift.ts';

/**
 * What may be decided from a browser: to put back, or to leave for now, what is plain to see and harmless to undo. To keep
 * theirs outlives every upgrade. A mask is an order of the server's administrator, the rules of the firewall could shut
 * everybody out, and files of a release, packages, accounts and databases tell of more than a slip: whoever decides about
 * those has to be able to sign in at the server.
 */
export function panelChoices({ kind, step, choices }: Pick<DriftItem, 'kind' | 'step' | 'choices'>): readonly Choice[] {
  const isPlain = ['file', 'folder', 'setting', 'unit'].includes(kind) && !step.startsWith('firewall/');
  return isPlain ? choices.filter((choice) => choice !== 'keep') : [];
}

/** Why it may stay as it is, in the words that are kept: the panel names one of these, and never a text. */
export const panelReasons = {
  known: 'We know of this change, and it is meant to be so (said in the status panel).',
  trial: 'This is being tried out (said in the status panel).',
  later: 'We look at it later (said in the status panel).',
} as const;
export type PanelReason = keyof typeof panelReasons;

const mostShown = 20;
const mostLetters = 8_000;

/** As the panel gets to read it: differences that are long are cut, and what may be decided there is said. */
export function drawnForPanel(drift: Drift): Drift {
  const items = drift.items.map(({ diff, ...item }, index) => ({
    ...item,
    panel: panelChoices(item),
    ...(diff === undefined || index >= mostShown ? {} : { diff: cut(diff) }),
  }));
  const kept = drift.kept.map((one, index) => ({ ...one, diff: index < mostShown ? cut(one.diff) : '' }));
  return { ...drift, items, kept };
}

function cut(diff: string): string {
  if (diff.length <= mostLetters) return diff;
  const end = diff.lastIndexOf('\n', mostLetters);
  const rest = diff.slice(end + 1).split('\n').length;
  return `${diff.slice(0, end)}\n… ${rest} more lines: teachtrackctl drift --diff`;
}

/** The difference that was shown. Rejects with TT-ANSWERS-01 when it is another one by now or not to be decided there. */
export function shownInPanel(found: Drift, digest: string, choice: Choice): DriftItem {
  const item = found.items.find((one) => one.digest === digest);
  if (item === undefined)
    throw refusal('This is not as it was shown any more. Look again, and decide about what is there now.');
  if (!panelChoices(item).includes(choice))
    throw refusal(`${item.id} is not decided about in a browser: use the installer, or teachtrackctl at the server.`);
  return item;
}

function refusal(message: string): ProvisionError {
  return new ProvisionError({ code: 'TT-ANSWERS-01', message });
}
