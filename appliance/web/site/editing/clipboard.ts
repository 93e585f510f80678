/** Cells as spreadsheets copy them: tabs between, a line a row, quotes around cells that hold either. */
export function parseCells(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  let begun = false;
  const end = () => {
    rows.at(-1)?.push(cell);
    cell = '';
    begun = false;
  };
  const normal = text.replace(/\r\n?/g, '\n');
  for (let index = 0; index < normal.length; index += 1) {
    const letter = normal[index] ?? '';
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (normal[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (letter === '"' && !begun) {
      quoted = true;
      begun = true;
    } else if (letter === '\t') end();
    else if (letter === '\n') {
      end();
      rows.push([]);
    } else {
      cell += letter;
      begun = true;
    }
  }
  end();
  const last = rows.at(-1);
  if (rows.length > 1 && last?.length === 1 && last[0] === '') rows.pop();
  return rows;
}

export function formatCells(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quote).join('\t')).join('\n');
}

/** A cell that begins like a formula is copied as text, so that no spreadsheet runs it. */
function quote(text: string): string {
  const plain = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[\t\n"]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
