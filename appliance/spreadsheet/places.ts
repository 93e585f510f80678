import { tableLimits, UnreadableTable } from './table.ts';

const rowOrCell = /<(?:[\w.:-]*:)?(row|c)(?![\w.:-])/g;
/** What may stand in such a tag. Nothing is read differently by anybody: no space around `=`, every value in quotes. */
const attributes = /^((?:[\t-\r ]+[\w.:-]+=(?:"[^"]*"|'[^']*'))*)[\t-\r ]*\/?>/;
const attribute = /([\w.:-]+)=(?:"([^"]*)"|'([^']*)')/g;
/** Programs write a tenth of it. */
const longestTag = 1_000;
const place = /^([A-Z]{0,3})([1-9]\d{0,6})$/;

/**
 * Refuses rows and cells whose place is far out, or is none: a reader fills the millions before it. The reader takes any
 * number for one, such as 1e9, so what is not known to be a place is refused.
 */
export function refuseStrangePlaces(xml: string): void {
  let rows = 0;
  for (const { 0: tag, 1: name, index } of xml.matchAll(rowOrCell)) {
    if (name === 'row') rows += 1;
    if (rows > tableLimits.rows) throw tooFar('more rows');
    const from = index + tag.length;
    const [, written] = attributes.exec(xml.slice(from, from + longestTag)) ?? [];
    if (written === undefined) throw new UnreadableTable(`The sheet has a damaged row or cell. ${saveAgain}`);
    for (const [, key = '', double, single] of written.matchAll(attribute)) {
      if (isPlace(key)) refuseStrange(double ?? single ?? '');
    }
  }
}

/** Prefixes are left out of account by the reader, except that of a namespace's declaration. */
function isPlace(key: string): boolean {
  return (key === 'r' || key.endsWith(':r')) && !key.startsWith('xmlns:');
}

function refuseStrange(text: string): void {
  const [, letters = '', row] = place.exec(text) ?? [];
  if (row === undefined) {
    throw new UnreadableTable(`The sheet has a cell at "${text.slice(0, 20)}", which is no place in one. ${saveAgain}`);
  }
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  if (column > tableLimits.columns || Number(row) > tableLimits.rows) throw tooFar(`a cell at ${text}`);
}

const saveAgain = 'Open it in Excel and save it again.';

function tooFar(what: string): UnreadableTable {
  return new UnreadableTable(
    `The sheet has ${what}: at most ${tableLimits.rows} rows and ${tableLimits.columns} columns are read. Delete what is far out.`,
  );
}
