import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../../provision/model/secret.ts';
import { type BroughtFiles, judgeBrought } from '../../../provision/ops/certificate-brought.ts';

const wanted = { names: ['plans.district.example', 'teachtrack.local'], addresses: ['192.0.2.7'] };
const folder = mkdtempSync(join(tmpdir(), 'brought-'));
const file = (name: string) => readFileSync(join(folder, name));
const run = promisify(execFile);
const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });

type Wish = {
  readonly issuer?: string;
  readonly names?: string;
  readonly days?: number;
  readonly key?: string;
  readonly hash?: string;
};

async function made(name: string, { issuer, names, days = 90, key = 'rsa:2048', hash = 'sha256' }: Wish) {
  const extensions = names === undefined ? 'basicConstraints=critical,CA:TRUE' : `subjectAltName=${names}`;
  const curve = key === 'ec' ? ['-pkeyopt', 'ec_paramgen_curve:prime256v1'] : [];
  const by = issuer === undefined ? [] : ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`];
  await openssl(
    ...['req', '-x509', '-newkey', key, ...curve, '-nodes', '-keyout', `${name}.key`, '-out', `${name}.crt`],
    ...['-subj', `/CN=${name}`, '-addext', extensions, '-days', String(days), `-${hash}`, ...by],
  );
}

beforeAll(async () => {
  await made('root', { key: 'ec', days: 3000 });
  await made('middle', { issuer: 'root', key: 'ec', days: 2000 });
  await made('leaf', { issuer: 'middle', names: 'DNS:*.district.example' });
  await made('other', { issuer: 'middle', names: 'DNS:mail.district.example' });
  await made('weak', { issuer: 'middle', names: 'DNS:plans.district.example', key: 'rsa:1024' });
  await made('old', { issuer: 'middle', names: 'DNS:plans.district.example', hash: 'sha1' });
  await openssl('pkcs12', '-export', '-in', 'leaf.crt', '-inkey', 'leaf.key', '-out', 'leaf.pfx', '-passout', 'pass:x');
  await openssl('pkcs8', '-topk8', '-in', 'leaf.key', '-out', 'locked.key', '-passout', 'pass:open sesame');
  await openssl('x509', '-in', 'leaf.crt', '-outform', 'der', '-out', 'leaf.der');
});
afterAll(() => rmSync(folder, { recursive: true }));

const whole = () => Buffer.concat([file('root.crt'), file('middle.crt')]);
const given = (changes: Partial<BroughtFiles> = {}): BroughtFiles => ({
  certificate: file('leaf.crt'),
  key: file('leaf.key'),
  chain: whole(),
  ...changes,
});

function problems(files: BroughtFiles, sought = wanted, now = new Date()): string {
  const judged = judgeBrought(files, sought, now);
  return judged.kind === 'good' ? 'good' : judged.problems.map(({ what, next }) => `${what} ${next}`).join('\n');
}

describe('a certificate from elsewhere', () => {
  test('is taken with its chain put in order, from whatever files it comes', () => {
    const judged = judgeBrought(given(), wanted);
    expect(judged).toMatchObject({ kind: 'good' });
    if (judged.kind !== 'good') return;
    const text = (name: string) => file(name).toString().trim();
    expect(judged.chain.map((one) => one.trim())).toEqual(['leaf.crt', 'middle.crt', 'root.crt'].map(text));
    expect(judged.warnings.map(({ what }) => what)).toEqual(['It is not for teachtrack.local, 192.0.2.7.']);
    const all = Buffer.concat([file('root.crt'), file('leaf.key'), file('leaf.crt'), file('middle.crt')]);
    expect(problems({ certificate: all, key: all })).toBe('good');
    expect(problems(given({ certificate: file('leaf.der') }))).toBe('good');
    expect(problems(given({ key: file('locked.key'), passphrase: new Secret('open sesame') }))).toBe('good');
  });

  test('is refused with another key, a locked one, none, or a file of another kind', () => {
    expect(problems(given({ key: file('other.key') }))).toContain(
      'The key does not belong to the certificate of leaf.',
    );
    expect(problems(given({ key: file('locked.key') }))).toContain('locked with a passphrase');
    expect(problems(given({ key: file('locked.key'), passphrase: new Secret('no') }))).toContain(
      'does not open the key',
    );
    expect(problems(given({ key: file('leaf.crt') }))).toContain('holds a certificate');
    expect(problems(given({ key: Buffer.from('hello') }))).toContain('holds no private key');
    expect(problems({ certificate: file('leaf.pfx'), key: file('leaf.pfx') })).toContain('openssl pkcs12');
    expect(problems(given({ certificate: Buffer.from(''), chain: Buffer.from('') }))).toContain('holds no certificate');
  });

  test('is refused when the chain has a gap, and says whose certificate is missing', () => {
    expect(problems(given({ chain: file('root.crt') }))).toContain(
      'issued by middle, whose certificate is not in the files',
    );
    expect(problems(given({ chain: file('middle.crt') }))).toContain('issued by root, whose certificate is not');
  });

  test('is refused when it is not for the names that teachers type, or there is no name', () => {
    const other = given({ certificate: file('other.crt'), key: file('other.key') });
    expect(problems(other)).toContain('It is not for plans.district.example, which teachers type.');
    expect(problems(given(), { ...wanted, names: ['teachtrack.local'] })).toContain('no DNS name yet');
  });

  test('is refused before and after its time, and with a key that browsers refuse', () => {
    expect(problems(given(), wanted, new Date(Date.now() + 100 * 86_400_000))).toContain(
      'The certificate of leaf ended on',
    );
    expect(problems(given(), wanted, new Date(Date.now() - 5 * 86_400_000))).toContain('begins on');
    expect(problems(given({ certificate: file('weak.crt'), key: file('weak.key') }))).toContain('1024 bits');
    expect(problems(given({ certificate: file('old.crt'), key: file('old.key') }))).toContain('signed with SHA-1');
  });

  test('is taken near its end with a warning', () => {
    const judged = judgeBrought(given(), wanted, new Date(Date.now() + 80 * 86_400_000));
    expect(judged.kind === 'good' ? judged.warnings[0]?.what : '').toMatch(/^It ends in 9 days/);
  });

  test('leaves no trace of the key in what is said', () => {
    const said = JSON.stringify(judgeBrought(given({ chain: file('root.crt') }), wanted));
    expect(said).not.toContain('PRIVATE');
  });
});
