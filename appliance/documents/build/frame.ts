import type { HeadingSlot } from '../../templates/slots.ts';
import { localise, type Template } from '../../templates/types.ts';
import type { Block, DocumentModel, Part, Proof, SignatureBlock } from '../model.ts';
import { word } from './words.ts';

/** What is known for the heading of a sheet; the rest is left to be written by hand. */
export type Facts = { readonly [slot in HeadingSlot]?: string };

/** Who has signed in the program, by role: printed where the pen would sign. */
export type Signed = {
  readonly [role in Template['signatures'][number]['role']]?: { readonly name: string; readonly date: string };
};

export function headingBlocks(template: Template, facts: Facts, language: string, note?: string): Block[] {
  const items = template.heading.map(({ slot, label }) => ({
    label: localise(label, language),
    value: facts[slot] ?? '',
  }));
  const perRow = template.page.orientation === 'landscape' ? 4 : 3;
  return [
    { kind: 'title', text: localise(template.title, language), ...(note === undefined ? {} : { note }) },
    { kind: 'fields', perRow, items },
  ];
}

export function signatureBlock(template: Template, signed: Signed, language: string): SignatureBlock {
  return {
    kind: 'signatures',
    items: template.signatures.map(({ role, label }) => ({
      label: localise(label, language),
      name: signed[role]?.name ?? '',
      date: signed[role]?.date ?? '',
    })),
    words: {
      stamp: word('stamp', language),
      signature: word('signature', language),
      date: word('date', language),
    },
  };
}

export function partOf(template: Template, blocks: readonly Block[]): Part {
  return { orientation: template.page.orientation, marginMm: template.page.marginMm, blocks };
}

/** The part with what its paper can be checked by beside the signatures. */
export function proofOn(part: Part, proven: { readonly proof: Proof } | undefined): Part {
  if (proven === undefined) return part;
  const { proof } = proven;
  return { ...part, blocks: part.blocks.map((one) => (one.kind === 'signatures' ? { ...one, proof } : one)) };
}

/** The whole document. `footer` names it and the code of its contents. */
export function documentOf(about: {
  readonly title: string;
  readonly language: string;
  readonly footer: string;
  readonly parts: readonly Part[];
}): DocumentModel {
  return { ...about, pageWords: word('page', about.language) };
}
