import { randomBytes } from 'node:crypto';

/**
 * A frame separates what a login shell, a banner or `sudo` prints from what our command prints. The token is random
 * for each command; it travels in two halves so that no echo of the command line (`set -x`) can be taken for a mark.
 */
export type Token = { readonly left: string; readonly right: string; readonly whole: string };

export function newToken(): Token {
  const left = `tt${randomBytes(8).toString('hex')}`;
  const right = randomBytes(8).toString('hex');
  return { left, right, whole: left + right };
}

export type Mark =
  /** Our first shell runs; whatever came before is noise. */
  | { readonly kind: 'shell' }
  | { readonly kind: 'no-sudo' }
  /** The command comes next, in the process with this id. */
  | { readonly kind: 'begin'; readonly pid: number };

export type Framer = {
  /** Takes what arrived; gives the marks met and the bytes that belong to the command. */
  push(chunk: Buffer): { readonly marks: readonly Mark[]; readonly data: Buffer };
  /** What came before the first mark. */
  noise(): string;
  /** What came between the first mark and `begin`: on stderr, the words of sudo. */
  preface(): string;
};

const keptBytes = 64 * 1024;

export function createFramer(token: Token): Framer {
  const pattern = new RegExp(`\\n${token.whole} (shell|no-sudo|begin) (\\d+)\\n`);
  let stage: 'noise' | 'preface' | 'data' = 'noise';
  let pending = '';
  let noise = '';
  let preface = '';
  const keep = (text: string) => {
    if (stage === 'noise') noise = (noise + text).slice(0, keptBytes);
    else preface = (preface + text).slice(0, keptBytes);
  };
  return {
    push(chunk) {
      if (stage === 'data') return { marks: [], data: chunk };
      pending += chunk.toString('latin1');
      const marks: Mark[] = [];
      for (let found = pattern.exec(pending); found !== null; found = pattern.exec(pending)) {
        keep(pending.slice(0, found.index));
        pending = pending.slice(found.index + found[0].length);
        const kind = found[1] as Mark['kind'];
        marks.push(kind === 'begin' ? { kind, pid: Number(found[2]) } : { kind });
        stage = kind === 'begin' ? 'data' : 'preface';
        if (stage === 'data') return { marks, data: Buffer.from(pending, 'latin1') };
      }
      const tail = 128;
      if (pending.length > keptBytes) {
        keep(pending.slice(0, -tail));
        pending = pending.slice(-tail);
      }
      return { marks, data: Buffer.alloc(0) };
    },
    noise: () => utf8(stage === 'noise' ? noise + pending : noise),
    preface: () => utf8(stage === 'preface' ? preface + pending : preface),
  };
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
