/** Negative when `a` is older than `b`: by epoch, upstream version and revision (Debian policy 5.6.12). */
export function comparePackageVersions(a: string, b: string): number {
  const [first, second] = [partsOf(a), partsOf(b)];
  return (
    first.epoch - second.epoch ||
    compareParts(first.upstream, second.upstream) ||
    compareParts(first.revision, second.revision)
  );
}

function partsOf(version: string): { readonly epoch: number; readonly upstream: string; readonly revision: string } {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/.exec(version) ?? [];
  const dash = rest.lastIndexOf('-');
  return {
    epoch: Number(epoch),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

/** What is no digit and what is, in turns: letters before other characters and a tilde before everything, even the end. */
function compareParts(a: string, b: string): number {
  const [first, second] = [piecesOf(a), piecesOf(b)];
  for (let index = 0; index < Math.max(first.length, second.length); index += 1) {
    const [one = '', other = ''] = [first[index], second[index]];
    const order = index % 2 === 0 ? compareText(one, other) : Number(one) - Number(other);
    if (order !== 0) return order;
  }
  return 0;
}

/** `1.22~rc1` as `['', '1', '.', '22', '~rc', '1']`. */
function piecesOf(part: string): readonly string[] {
  return [...part.matchAll(/(\D*)(\d*)/g)].flatMap(([whole, text = '', digits = '']) =>
    whole === '' ? [] : [text, digits],
  );
}

function compareText(a: string, b: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = weightOf(a[index]) - weightOf(b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function weightOf(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  return character.charCodeAt(0) + (/[A-Za-z]/.test(character) ? 0 : 256);
}
