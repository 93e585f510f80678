import type { Block, Field, SignatureBlock } from '../model.ts';
import { mm } from './canvas.ts';
import type { Flow } from './flow.ts';
import { breakLines, lineWidth } from './lines.ts';
import { drawTable } from './table.ts';

const small = { size: 8.5, leading: 11.5 };

export function drawBlock(flow: Flow, block: Block): void {
  switch (block.kind) {
    case 'title':
      return drawTitle(flow, block.text, block.note);
    case 'fields':
      return drawFields(flow, block.perRow, block.items);
    case 'table':
      return drawTable(flow, block);
    case 'signatures':
      return drawSignatures(flow, block);
    case 'notes':
      for (const line of breakLines(block.paragraphs, {
        typeface: flow.typeface,
        size: small.size,
        width: flow.width,
      })) {
        flow.want(small.leading);
        flow.canvas.lines([line], flow.margin, flow.y, small);
        flow.y += small.leading;
      }
      flow.y += 4;
  }
}

function drawTitle(flow: Flow, text: string, note: string | undefined): void {
  const middle = flow.margin + flow.width / 2;
  for (const line of breakLines([{ text }], { typeface: flow.typeface, size: 14, width: flow.width }, 'bold')) {
    flow.want(20);
    flow.canvas.words(line.words, middle, flow.y + 13, { size: 14, weight: 'bold', align: 'centre' });
    flow.y += 18;
  }
  if (note !== undefined) {
    for (const line of breakLines([{ text: note }], { typeface: flow.typeface, size: 9, width: flow.width })) {
      flow.canvas.words(line.words, middle, flow.y + 8, { size: 9, align: 'centre' });
      flow.y += 12;
    }
  }
  flow.y += 4;
}

/** Labels with their values beside each other; a value that is missing leaves a line to write on. */
function drawFields(flow: Flow, perRow: number, items: readonly Field[]): void {
  const { typeface } = flow;
  const width = flow.width / perRow;
  const { size, leading } = small;
  for (let at = 0; at < items.length; at += perRow) {
    const row = items.slice(at, at + perRow).map(({ label, value }) => {
      const [name] = breakLines([{ text: `${label}:` }], { typeface, size, width }, 'bold');
      const indent = Math.min(width * 0.6, lineWidth(name?.words ?? [], size, typeface, 'bold') + 3);
      const room = width - indent - 6;
      return {
        name,
        indent,
        room,
        lines: value === '' ? [] : breakLines([{ text: value }], { typeface, size, width: room }),
      };
    });
    const height = Math.max(1, ...row.map(({ lines }) => lines.length)) * leading + 2;
    flow.want(height);
    row.forEach(({ name, indent, room, lines }, column) => {
      const x = flow.margin + column * width;
      if (name !== undefined) flow.canvas.lines([name], x, flow.y, { ...small, weight: 'bold' });
      flow.canvas.lines(lines, x + indent, flow.y, small);
      if (lines.length === 0) {
        const y = flow.y + size * 1.1;
        flow.canvas.rule(x + indent, y, x + indent + room, y, { width: 0.4, grey: 0.4 });
      }
    });
    flow.y += height;
  }
  flow.y += 4;
}

/** Room to sign for each, and for the school's stamp, never parted by the end of a page; with what proves the paper. */
function drawSignatures(flow: Flow, { items, words, proof }: SignatureBlock): void {
  const height = 27 * mm;
  const stamp = 42 * mm;
  const notes = proof === undefined ? [] : breakLines([{ text: proof.text }], { ...noteText(flow), width: flow.width });
  flow.y += 6;
  flow.want(height + (notes.length === 0 ? 0 : notes.length * note.leading + 3));
  const { canvas, y } = flow;
  const left = flow.margin + flow.width - stamp;
  const room = proof === undefined ? 0 : code.side + 2 * code.quiet;
  const width = (flow.width - stamp - room) / Math.max(1, items.length);
  items.forEach(({ label, name, date }, column) => {
    const x = flow.margin + column * width;
    const style = { size: 8 };
    const lines = breakLines([{ text: label }], { typeface: flow.typeface, size: 8, width: width - 10 }, 'bold');
    canvas.lines(lines.slice(0, 2), x, y, { size: 8, leading: 10, weight: 'bold' });
    const [shown] = breakLines([{ text: name }], { typeface: flow.typeface, size: 8, width: width - 10 });
    if (shown !== undefined) canvas.words(shown.words, x, y + 30, style);
    [words.signature, words.date].forEach((word, index) => {
      const base = y + 48 + index * 22;
      canvas.text(`${word}:`, x, base, style);
      const from = x + (flow.typeface.word(`${word}:`, 'regular').width / 1000) * 8 + 4;
      if (index === 1 && date !== '') canvas.text(date, from, base, style);
      else canvas.rule(from, base + 1, x + width - 12, base + 1, { width: 0.4, grey: 0.4 });
    });
  });
  canvas.box(left, y, stamp, height, { stroke: 0.5 });
  canvas.text(words.stamp, left + stamp / 2, y + 10, { size: 7, align: 'centre' });
  flow.y += height + 4;
  if (proof === undefined) return;
  const x = left - room + code.quiet;
  canvas.qrCode(proof.address, x, y, code.side);
  canvas.text(proof.code, x + code.side / 2, y + height - 1, { size: 7, weight: 'bold', align: 'centre' });
  canvas.lines(notes, flow.margin, flow.y, note);
  flow.y += notes.length * note.leading + 3;
}

/** White around it as wide as four of its squares, as scanners want it. */
const code = { side: 23 * mm, quiet: 4 * mm };
const note = { size: 7.5, leading: 9.5 };
const noteText = ({ typeface }: Flow) => ({ typeface, size: note.size });
