import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CrashLog } from '../../../../main/electron/log/crash-log.ts';
import { redact } from '../../../../main/electron/log/redact.ts';

const folder = mkdtempSync(join(tmpdir(), 'teachtrack-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const now = () => new Date('2026-03-02T08:00:00Z');

describe('the log of the shell', () => {
  test('says when and what with all causes, and only its owner reads it', () => {
    const log = new CrashLog({ file: join(folder, 'a/shell.log'), home: '/home/anna', now });
    log.write('the program failed:', new Error('outer', { cause: new TypeError('inner in /home/anna/x') }));
    const text = readFileSync(log.file, 'utf8');
    expect(text).toMatch(/^2026-03-02T08:00:00\.000Z the program failed: Error: outer\n {2}/);
    expect(text).toContain('caused by TypeError: inner in ~/x');
    expect(text).not.toContain('/home/anna');
    expect(statSync(log.file).mode & 0o777).toBe(0o600);
  });

  test('holds no own property of an error, where an answer may be', () => {
    const log = new CrashLog({ file: join(folder, 'b/shell.log'), home: '', now });
    log.write('failed:', Object.assign(new Error('refused'), { password: 'hunter2', answers: { key: 'abc' } }));
    expect(readFileSync(log.file, 'utf8')).not.toMatch(/hunter2|abc/);
  });

  test('never grows beyond two files of 256 KiB', () => {
    const log = new CrashLog({ file: join(folder, 'c/shell.log'), home: '', now });
    for (let n = 0; n < 200; n += 1) log.write(`${n} ${'words and '.repeat(2_000)}`);
    expect(readdirSync(join(folder, 'c')).sort()).toEqual(['shell.log', 'shell.log.1']);
    for (const name of readdirSync(join(folder, 'c'))) {
      expect(statSync(join(folder, 'c', name)).size).toBeLessThanOrEqual(256 * 1024 + 100);
    }
    expect(readFileSync(log.file, 'utf8')).toContain('199 words');
  });

  test('a place that cannot be written to makes nothing worse', () => {
    expect(() =>
      new CrashLog({ file: '/dev/null/x/shell.log', home: '' }).write('anything', new Error('x')),
    ).not.toThrow();
  });
});

describe('redacting', () => {
  const planted = [
    ['a password in a setting', 'password=Tr0ub4dor&3 next', 'Tr0ub4dor'],
    ['a password in JSON', '{"password":"two words here","port":22}', 'two words'],
    ['a passphrase', "passphrase: 'open sesame'", 'sesame'],
    ['a token in a header', 'Authorization: Bearer eyJhbGciOi.abc.def', 'eyJhbGciOi'],
    ['a password in an address', 'https://anna:s3cret@srv/', 's3cret'],
    ['a long random value', 'got A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7 back', 'A1b2C3d4E5'],
    [
      'a private key',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----',
      'b3BlbnNzaC1r',
    ],
    ['half of a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow', 'MIIEow'],
  ] as const;

  test.each(planted)('takes %s out', (_what, text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  test('leaves what helps', () => {
    const text = 'Error: connect ECONNREFUSED 10.0.0.5:22\n    at open (/opt/app/resources/app.asar/main.cjs:1:204800)';
    expect(redact(text)).toBe(text);
  });

  test('is quick on hostile text', () => {
    const text = 'a'.repeat(8_000);
    expect(redact(`${text}://${text}`)).toContain('aaa');
    expect(redact('password='.repeat(900))).not.toContain('secret');
  });
});
