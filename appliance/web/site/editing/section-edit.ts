import type { Plan } from '../../../features/plans/schema.ts';
import { ApiError } from '../api/client.ts';
import type { KeptEdit } from './op-log.ts';

export type PlanValue = Plan['sections'][number]['value'];

/**
 * Why a section waits for the person: somebody else changed it; or the server refuses the text itself, or any text since
 * the scheme was handed in, or since the lesson is gone or another's.
 */
export type Aside =
  | { readonly reason: 'changed'; readonly theirs: PlanValue }
  | { readonly reason: 'not-taken' | 'closed' | 'gone' };

export type SectionEdit = {
  readonly clientOpId: string;
  readonly slot: string;
  readonly value: PlanValue;
  readonly planVersion: number;
  /** Refused once: only the person sends it again. */
  readonly refused?: Exclude<Aside['reason'], 'changed'>;
};

/** `sent`: the server may have it. `base`: what the section held when it was typed over, as text. */
export type Waiting = { edit: SectionEdit; sent: boolean; base: string; readonly at: number; aside: Aside | undefined };

/** As the device keeps it. */
export function asKept(docId: string, { edit, base, at, aside }: Waiting): KeptEdit<SectionEdit> {
  const { refused: _, ...rest } = edit;
  const refused = aside === undefined || aside.reason === 'changed' ? {} : { refused: aside.reason };
  return { docId, edit: { ...rest, ...refused }, at, base: { [edit.slot]: base } };
}

export function waitingOf(kept: KeptEdit): Waiting {
  const { edit, at, base } = kept as KeptEdit<SectionEdit>;
  const aside = edit.refused === undefined ? undefined : { reason: edit.refused };
  return { edit, at, base: base[edit.slot] ?? '', sent: true, aside };
}

/** Undefined for an error that passes: then it is sent again as it is. */
export function asideOf(error: unknown, slot: string): Aside | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const theirs = error.problem?.current?.[slot];
  switch (error.code) {
    case 'conflict':
      return theirs === undefined ? { reason: 'closed' } : { reason: 'changed', theirs: theirs as PlanValue };
    case 'invalid-request':
      return { reason: 'not-taken' };
    case 'not-found':
    case 'not-allowed':
      return { reason: 'gone' };
    default:
      return undefined;
  }
}

/** Line ends and tabs as the server keeps them, so that its answer is the same text. */
export function plainValue(value: PlanValue): PlanValue {
  const plain = (text: string) => text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ');
  if (typeof value === 'string') return plain(value);
  return value.map((one) => (typeof one === 'string' ? plain(one) : { ...one, text: plain(one.text) })) as PlanValue;
}

export function valueIn({ sections }: Plan, slot: string): PlanValue | undefined {
  return sections.find((section) => section.slot === slot)?.value;
}

/** To be compared. */
export function textOf(value: PlanValue | undefined): string {
  return JSON.stringify(value ?? '');
}
