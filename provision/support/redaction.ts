import { needlesOf, secretsIn } from './needles.ts';
import {
  addressForms,
  base64Run,
  isNobodys,
  type Kind,
  keyBegin,
  keyEnd,
  looksRandom,
  mailForm,
  noSecret,
  personMembers,
  randomRun,
  roles,
  secretForms,
  unitName,
} from './patterns.ts';
import { People, type Person } from './people.ts';
import { fold, rawRange, unfolded, type View, viewsOf } from './views.ts';

export type Masked = { readonly [kind in Kind]?: number };
export type Redacted = { readonly text: string; readonly masked: Masked };

type Found = { readonly from: number; readonly to: number; readonly kind: Kind; readonly shown: string };

export type Sensitive = {
  /** Contents of the files in the secrets folders. */
  readonly secretFiles: readonly string[];
  readonly people: readonly Person[];
  /** Addresses of the server itself, which stay readable. */
  readonly ownAddresses: readonly string[];
};

/**
 * The one way of every text that leaves the server in a support bundle. Secrets are known by value and by form; people,
 * their e-mail addresses and the addresses of their computers become numbers, the same one throughout the bundle.
 * Everything is looked for in what was escaped for JSON or URLs, folded over lines, or encoded in base64, too.
 */
export class Redaction {
  readonly #needles: readonly string[];
  readonly #people: People;
  readonly #own: ReadonlySet<string>;
  readonly #numbers = new Map<string, number>();

  constructor({ secretFiles, people, ownAddresses }: Sensitive) {
    this.#needles = [...new Set(secretFiles.flatMap(secretsIn).flatMap(needlesOf))];
    this.#people = new People(people);
    this.#own = new Set(ownAddresses.map((address) => address.toLowerCase()));
  }

  text(text: string): Redacted {
    const masked: Record<string, number> = {};
    const count = ({ kind }: Found) => {
      masked[kind] = (masked[kind] ?? 0) + 1;
    };
    const folded = this.#isFolded(text) ? replaced(text, this.#secretsIn(unfolded(text)), count) : text;
    let inKey = false;
    const lines = folded.split('\n').map((line) => {
      if (inKey || keyBegin.test(line)) {
        const begins = !inKey;
        inKey = !keyEnd.test(line);
        if (begins) count({ from: 0, to: 0, kind: 'secret', shown: '' });
        return begins ? '***' : undefined;
      }
      return replaced(line, this.#inLine(line), count);
    });
    return { text: lines.filter((line) => line !== undefined).join('\n'), masked };
  }

  /** Whether a text still holds a secret that is known by value, in any form. */
  leaks(text: string): boolean {
    if (this.#isFolded(text)) return true;
    return text.split('\n').some((line) => viewsOf(line).some((view) => this.#secretsIn(view).length > 0));
  }

  #isFolded(text: string): boolean {
    const flat = text.replaceAll(fold, '');
    return this.#needles.some((needle) => flat.includes(needle));
  }

  #inLine(line: string): readonly Found[] {
    return viewsOf(line).flatMap((view) => this.#inView(view, 2));
  }

  #inView(view: View, depth: number): readonly Found[] {
    return [
      ...this.#secretsIn(view),
      ...secretForms.flatMap((form) =>
        matches(view, form, (value) => (noSecret.test(value) ? undefined : { kind: 'secret', shown: '***' })),
      ),
      ...matches(view, randomRun, (run) => (looksRandom(run) ? { kind: 'secret', shown: '***' } : undefined)),
      ...this.#encoded(view, depth),
      ...personMembers.flatMap((form) => matches(view, form, (name) => this.#member(name))),
      ...matches(view, mailForm, (mail) =>
        unitName.test(mail) ? undefined : { kind: 'e-mail', shown: `[e-mail ${this.#number('mail', mail)}]` },
      ),
      ...addressForms.flatMap((form) => matches(view, form, (address) => this.#address(address))),
      ...this.#people.find(view.text).map(({ from, to, person }): Found => {
        const [start, end] = rawRange(view, from, to);
        return { from: start, to: end, kind: 'person', shown: person === undefined ? '[name]' : `[person ${person}]` };
      }),
    ];
  }

  #secretsIn(view: View): readonly Found[] {
    return this.#needles.flatMap((needle) => {
      const found: Found[] = [];
      for (let at = view.text.indexOf(needle); at >= 0; at = view.text.indexOf(needle, at + needle.length)) {
        const [from, to] = rawRange(view, at, at + needle.length);
        found.push({ from, to, kind: 'secret', shown: '***' });
      }
      return found;
    });
  }

  /** What is encoded in base64 is masked as a whole when anything in it would be. */
  #encoded(view: View, depth: number): readonly Found[] {
    if (depth === 0) return [];
    return matches(view, base64Run, (run) => {
      for (let skipped = 0; skipped < 4; skipped += 1) {
        const inner = readable(run.slice(skipped));
        const kind = inner === undefined ? undefined : this.#inView({ text: inner }, depth - 1)[0]?.kind;
        if (kind !== undefined) return { kind, shown: '***' };
      }
      return undefined;
    });
  }

  #member(name: string): Pick<Found, 'kind' | 'shown'> | undefined {
    if (roles.has(name.toLowerCase())) return undefined;
    return { kind: 'person', shown: `[person ${this.#people.numberOf(name)}]` };
  }

  #address(address: string): Pick<Found, 'kind' | 'shown'> | undefined {
    if (isNobodys(address) || this.#own.has(address.toLowerCase())) return undefined;
    return { kind: 'address', shown: `[address ${this.#number('address', address)}]` };
  }

  #number(what: string, value: string): number {
    const key = `${what} ${value.toLowerCase()}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const next = [...this.#numbers.keys()].filter((one) => one.startsWith(`${what} `)).length + 1;
    this.#numbers.set(key, next);
    return next;
  }
}

function matches(
  view: View,
  form: RegExp,
  mask: (found: string) => Pick<Found, 'kind' | 'shown'> | undefined,
): readonly Found[] {
  const found: Found[] = [];
  for (const match of view.text.matchAll(form)) {
    const whole = match[0];
    const part = match[1] ?? whole;
    const at = match.index + whole.lastIndexOf(part);
    const shown = part === '***' || part.startsWith('[person ') ? undefined : mask(part);
    if (shown === undefined) continue;
    const [from, to] = rawRange(view, at, at + part.length);
    found.push({ from, to, ...shown });
  }
  return found;
}

/** Text that base64 stands for. Undefined when it is none: a digest, a picture, a word. */
function readable(run: string): string | undefined {
  const bytes = Buffer.from(run.replaceAll('-', '+').replaceAll('_', '/'), 'base64');
  if (bytes.length < 8) return undefined;
  const printable = bytes
    .subarray(0, 24)
    .every((byte) => byte >= 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);
  if (!printable) return undefined;
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') ? undefined : text;
}

/** Overlapping places become one, shown as what begins first; a secret wins over everything. */
function replaced(text: string, found: readonly Found[], count: (one: Found) => void): string {
  if (found.length === 0) return text;
  const sorted = [...found].sort((a, b) => a.from - b.from || b.to - a.to);
  const merged: Found[] = [];
  for (const one of sorted) {
    const last = merged.at(-1);
    if (last === undefined || one.from >= last.to) merged.push(one);
    else {
      const leading = one.kind === 'secret' ? one : last;
      merged[merged.length - 1] = { ...leading, from: last.from, to: Math.max(last.to, one.to) };
    }
  }
  const parts: string[] = [];
  let at = 0;
  for (const one of merged) {
    count(one);
    parts.push(text.slice(at, one.from), one.shown);
    at = one.to;
  }
  return [...parts, text.slice(at)].join('');
}
