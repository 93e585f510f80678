import { uniqueCodes } from './codes.ts';
import { checkLength } from './column-length.ts';
import { type Leaf, leavesOf } from './flatten.ts';
import type { Node } from './node.ts';
import type { Notes } from './notes.ts';
import { hintFields } from './spellings.ts';
import type { ImportedCurriculum, ImportedSubStrand } from './types.ts';

/** Of strands, and of sub-strands in all. */
const most = 5000;

/** Strands and sub-strands as the project knows them, each with a code of its own. */
export function strandsOf(nodes: readonly Node[], notes: Notes): ImportedCurriculum['strands'] {
  return strandsOfJoined(joined(nodes, notes), notes);
}

/** Rows of a flat table that follow each other and name the same strand are one strand. */
function joined(nodes: readonly Node[], notes: Notes): Node[] {
  const strands: { node: Node; children: Node[] }[] = [];
  for (const node of nodes) {
    const last = strands.at(-1);
    const isSame = last?.node.isRow && node.isRow && last.node.title === node.title && last.node.code === node.code;
    if (last !== undefined && isSame === true) {
      notes.assume('Rows of the same strand were joined', last.node.place);
      last.children.push(...node.children);
    } else strands.push({ node, children: [...node.children] });
  }
  return strands.map(({ node, children }) => ({ ...node, children }));
}

function strandsOfJoined(nodes: readonly Node[], notes: Notes): ImportedCurriculum['strands'] {
  if (tooMany(nodes, 'strands', notes)) return [];
  const strandCodes = uniqueCodes(nodes, (index) => `${index + 1}.0`, notes);
  const found = nodes.map((node) => leavesOf(node, notes));
  const leaves = found.flat();
  if (leaves.length === 0) notes.wrong('The file has no sub-strands.', '');
  if (tooMany(leaves, 'sub-strands', notes)) return [];
  const positions = found.flatMap((some, strand) => some.map((_, index) => `${strand + 1}.${index + 1}`));
  const codes = uniqueCodes(leaves, (index) => positions[index] ?? '', notes);
  let next = 0;
  return nodes.map((node, index) => {
    const code = strandCodes[index] ?? '';
    const title = titleOf(node.title ?? '', `Strand ${code}`, node.place, notes);
    const subStrands = (found[index] ?? []).map((leaf) => {
      const subCode = codes[next] ?? '';
      next += 1;
      return subStrandOf(leaf, subCode, notes);
    });
    return { code, title, subStrands };
  });
}

function subStrandOf(leaf: Leaf, code: string, notes: Notes): ImportedSubStrand {
  const { place, lessons, term, outcomes, hints } = leaf;
  const title = titleOf(leaf.titles.join(': '), `Sub-strand ${code}`, place, notes);
  if (outcomes.length === 0) notes.assume('The sub-strand has no outcomes', place);
  for (const { text } of outcomes) checkLength(text, 'text', place, notes);
  const kept = hintFields.flatMap((field) => (hints[field].length === 0 ? [] : [[field, hints[field]] as const]));
  for (const text of kept.flatMap(([, texts]) => texts)) checkLength(text, 'text', place, notes);
  return { code, title, lessons, ...(term === undefined ? {} : { term }), outcomes, ...Object.fromEntries(kept) };
}

function titleOf(title: string, otherwise: string, place: string, notes: Notes): string {
  if (title === '') notes.assume('A title is missing; one was made of the code', place);
  checkLength(title, 'title', place, notes);
  return title === '' ? otherwise : title;
}

function tooMany({ length }: readonly unknown[], what: string, notes: Notes): boolean {
  if (length > most) notes.wrong(`The file has ${length} ${what}; ${most} are allowed.`, '');
  return length > most;
}
