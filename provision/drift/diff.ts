/** A unified diff read the other way round: what was taken away is added, and the other way. */
export function inverted(diff: string): string {
  const lines = diff.split('\n');
  const turned: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const next = lines[at + 1] ?? '';
    if (line.startsWith('--- ') && next.startsWith('+++ ')) {
      turned.push(`--- ${next.slice(4)}`, `+++ ${line.slice(4)}`);
      at += 1;
      continue;
    }
    const [, from, to, rest = ''] = /^@@ -(\S+) \+(\S+) @@(.*)$/.exec(line) ?? [];
    if (from !== undefined && to !== undefined) {
      turned.push(`@@ -${to} +${from} @@${rest}`);
      continue;
    }
    const end = blockEnd(lines, at);
    if (end === at) {
      turned.push(line);
      continue;
    }
    turned.push(...turnedBlock(lines.slice(at, end)));
    at = end - 1;
  }
  return turned.join('\n');
}

const isChange = (line: string) => line.startsWith('+') || line.startsWith('-');

/** A remark such as "No newline at end of file" belongs to the line before it. */
function blockEnd(lines: readonly string[], from: number): number {
  let end = from;
  while (end < lines.length && (isChange(lines[end] ?? '') || (end > from && (lines[end] ?? '').startsWith('\\'))))
    end += 1;
  return end;
}

/** What is taken away stands before what is added. */
function turnedBlock(block: readonly string[]): readonly string[] {
  const removed: string[] = [];
  const added: string[] = [];
  let last = removed;
  for (const line of block) {
    if (line.startsWith('\\')) last.push(line);
    else {
      last = line.startsWith('+') ? removed : added;
      last.push(`${line.startsWith('+') ? '-' : '+'}${line.slice(1)}`);
    }
  }
  return [...removed, ...added];
}
