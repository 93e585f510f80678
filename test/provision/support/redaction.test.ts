import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Redaction } from '../../../provision/support/redaction.ts';

const secret = randomBytes(32).toString('base64url');
const typed = 'Kv/9 ö"q+z8#Lm!2';
const people = [
  { userName: 'amina.otieno', staffNumber: 'TSC-48213', fullName: 'Amina Otieno' },
  { userName: 'jkamau', staffNumber: null, fullName: "Joseph Ng'ang'a Kamau" },
];
const redaction = () =>
  new Redaction({
    secretFiles: [`${secret}\n`, `Address: https://tt/\nUser name: admin\nPassword: ${typed}\n`],
    people,
    ownAddresses: ['10.0.0.5', 'fd00::5'],
  });

const json = (value: unknown) => JSON.stringify(value);
const escaped = (text: string) =>
  [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const folded = (text: string) => text.replace(/.{10}/g, '$&\n    ');

/** Every way a secret may come into a log. */
const disguises: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => `it was ${text} then`],
  ['in JSON', (text) => json({ line: `it was ${text}` })],
  ['in JSON in JSON', (text) => json(json({ line: text }))],
  ['in a URL', (text) => `GET /a?b=${encodeURIComponent(text)}&c=1`],
  ['in a URL in JSON', (text) => json({ url: `/a?b=${encodeURIComponent(text)}` })],
  ['in a URL in a URL', (text) => `/go?to=${encodeURIComponent(`/a?b=${encodeURIComponent(text)}`)}`],
  ['with every letter escaped', (text) => `{"a":"${escaped(text)}"}`],
  ['with its middle escaped', (text) => `{"a":"${text.slice(0, 5)}${escaped(text.slice(5, 8))}${text.slice(8)}"}`],
  ['in base64', (text) => `Basic ${base64(text)}`],
  ['in base64, in the middle', (text) => `x=${base64(`user:${text}:rest`)}`],
  ['in base64, otherwise aligned', (text) => `x=${base64(`ab${text}yz`)}`],
  ['in base64 for URLs', (text) => `x=${Buffer.from(text).toString('base64url')}`],
  ['in base64 in JSON in base64', (text) => base64(json({ a: base64(text) }))],
  ['in base64 escaped for a URL', (text) => `x=${encodeURIComponent(base64(`a${text}`))}`],
  ['in hex', (text) => Buffer.from(text).toString('hex')],
  ['folded over lines', (text) => folded(text)],
  ['in base64, folded over lines', (text) => folded(base64(text))],
];

describe('what leaves the server', () => {
  test.each(disguises)('holds no secret that is known by value: %s', (_, disguise) => {
    for (const value of [secret, typed]) {
      const planted = `before\n${disguise(value)}\nafter`;
      const { text, masked } = redaction().text(planted);
      expect(masked.secret).toBeGreaterThan(0);
      expect(text).toContain('***');
      expect(text.startsWith('before\n') && text.endsWith('\nafter')).toBe(true);
      expect(redaction().leaks(text)).toBe(false);
      for (const part of [value.slice(0, 12), base64(value).slice(4, 16), encodeURIComponent(value).slice(0, 14)])
        expect(text.replaceAll(/\s/g, '')).not.toContain(part.replaceAll(' ', ''));
    }
  });

  test.each([
    ['password=Winter2024', 'Winter2024'],
    ['{"currentPassword":"Winter 2024"}', 'Winter'],
    ['{"apiKey": "abc123def"}', 'abc123def'],
    ['cookie: teachtrack_session=AbCdEf123; other=1', 'AbCdEf123'],
    ['Authorization: Bearer abcdefgh12345', 'abcdefgh12345'],
    ['smtp://mailer:hunter22@mail.example/', 'hunter22'],
    ["ALTER USER 'x' IDENTIFIED BY 'open-sesame'", 'open-sesame'],
    ['hash $argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2g', 'c29tZXNhbHQ'],
    ['first password kp7mw-3xdq9-ae4rt-bcdfg', 'kp7mw-3xdq9'],
    ['one-time kp7m-w3xd-q9ae', 'kp7m-w3xd'],
    [`token ${randomBytes(30).toString('base64url')}aA1`, 'aA1'],
    ['-----BEGIN PRIVATE KEY-----\nMIGHAgEA\nabcd\n-----END PRIVATE KEY-----', 'MIGHAgEA'],
    [`{"body":"${escaped('password=')}Winter2024"}`, 'Winter2024'],
    [`/x?password%3DWinter2024`, 'Winter2024'],
    [`x=${base64('user=a&password=Winter2024')}`, base64('user=a&password=Winter2024')],
  ])('holds no secret that only its form tells: %s', (planted, value) => {
    const { text, masked } = redaction().text(planted);
    expect(text).not.toContain(value);
    expect(masked.secret).toBeGreaterThan(0);
  });

  test.each([
    'Amina Otieno signed in',
    'AMINA OTIENO signed in',
    '/people?search=Amina+Otieno',
    '/people?search=Amina%20Otieno',
    '{"name":"Amin\\u0061 Otieno"}',
    'user amina.otieno failed',
    'staff number TSC-48213',
    'by Otieno, Amina',
    `x=${base64('name: Amina Otieno')}`,
    "Joseph Ng'ang'a Kamau left",
  ])('names nobody: %s', (planted) => {
    const { text, masked } = redaction().text(planted);
    expect(masked.person ?? masked.secret).toBeGreaterThan(0);
    expect(decodeURIComponent(text).toLowerCase()).not.toMatch(/amina|otieno|48213|joseph|kamau/);
  });

  test('gives the same person and the same computer the same number throughout', () => {
    const one = redaction();
    const first = one.text('amina.otieno from 10.9.1.7\n{"who":"gladys","from":"laptop-3"}').text;
    const second = one.text('Amina Otieno from 10.9.1.7, jkamau from 10.9.1.8, a@b.ke\n"who": "gladys"').text;
    expect(first).toBe('[person 1] from [address 1]\n{"who":"[person 3]","from":"[person 4]"}');
    expect(second).toBe('[person 1] from [address 1], [person 2] from [address 2], [e-mail 1]\n"who": "[person 3]"');
  });

  test('leaves what support needs: versions, digests, times, own addresses, paths, and who root is', () => {
    const plain = [
      'MariaDB 10.11.19, nginx 1.22.1 on 10.0.0.5 and fd00::5, 127.0.0.1:80',
      'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 /opt/teachtrack/current/bin/node',
      '2026-11-26T14:02:37.123Z 01JABCDEFGHJKMNPQRSTVWXYZ0 teachtrack-api@1.service: healthy',
      '{"who":"root","step":"mysql/tuned","seconds":6,"secret":true,"from":"60","to":"30"}',
      'socat 1.7.4.4-2, redis-server@teachtrack-queue.service.d/teachtrack.conf, the first administrator',
      'innodb_buffer_pool_size is 8589934592; will restart; otieno is a word here',
    ].join('\n');
    expect(redaction().text(plain)).toEqual({ text: plain, masked: {} });
  });
});
