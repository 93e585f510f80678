/**
 * A document as what it says, before it is a PDF or a Word file: pure data, equal data gives equal files. All texts are
 * as people typed them; no markup means anything in them.
 */
export type DocumentModel = {
  readonly title: string;
  /** `en`, `sw`, `fr`. */
  readonly language: string;
  /** Each begins on a new page of its own shape. */
  readonly parts: readonly Part[];
  /** At the foot of every page: whose document it is, and the code that tells its contents. */
  readonly footer: string;
  /** `Page {page} of {pages}` in the language of the document. */
  readonly pageWords: string;
};

export type Part = {
  readonly orientation: 'portrait' | 'landscape';
  readonly marginMm: number;
  readonly blocks: readonly Block[];
};

export type Block =
  | { readonly kind: 'title'; readonly text: string; readonly note?: string }
  | { readonly kind: 'fields'; readonly perRow: number; readonly items: readonly Field[] }
  | Table
  | SignatureBlock
  | { readonly kind: 'notes'; readonly paragraphs: readonly Paragraph[] };

/** An empty value is printed as a line to write on. */
export type Field = { readonly label: string; readonly value: string };

export type SignatureBlock = {
  readonly kind: 'signatures';
  readonly items: readonly Signature[];
  /** Words of the room for the school's stamp, and of the two lines to fill in. */
  readonly words: { readonly stamp: string; readonly signature: string; readonly date: string };
  /** Of an approved document. */
  readonly proof?: Proof;
};

/** What a paper can be checked by: where to ask, as a QR code and to type, and what it says in a sentence. */
export type Proof = { readonly address: string; readonly code: string; readonly text: string };

export type Signature = { readonly label: string; readonly name: string; readonly date: string };

export type Table = {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  /** Points. */
  readonly fontSize: number;
  /** False for a table without a heading of its own. */
  readonly heading: boolean;
  readonly rows: readonly TableRow[];
};

export type TableColumn = {
  readonly label: string;
  readonly widthPct: number;
  /** Set in bold, on grey: the labels of a table of two columns. */
  readonly isLabel?: boolean;
};

export type TableRow =
  | { readonly kind: 'banner'; readonly text: string }
  | { readonly kind: 'cells'; readonly cells: readonly Cell[]; readonly minLines?: number };

export type Cell = {
  readonly paragraphs: readonly Paragraph[];
  /** Neighbours below each other with the same key are one cell. */
  readonly merge?: string;
};

export type Paragraph = { readonly text: string; readonly bold?: boolean; readonly bullet?: string };

export function text(...lines: readonly string[]): Cell {
  return { paragraphs: lines.filter((line) => line !== '').map((line) => ({ text: line })) };
}
