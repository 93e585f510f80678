import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { Wire } from '../../../installer/channel/wire.ts';
import { isToken, newToken } from '../../../main/web/token.ts';
import { bareSession, type Served, served } from './served.ts';

let web: Served;
const admitted: Wire[] = [];

beforeAll(async () => {
  web = await served(bareSession((wire) => admitted.push(wire)));
});
afterAll(() => web.close());

type Asked = { readonly status: number; readonly body: string; readonly headers: Readonly<Record<string, unknown>> };

/** A request word for word: no client of Node tidies the path up. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const [host, port] = web.address.split(':');
    const sent = request({ host, port, path, method, headers: { host: web.address, ...headers } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
    });
    sent.on('error', reject).end();
  });
}

describe('pages', () => {
  test('are served to this machine with headers that shut everything else out', async () => {
    const { status, body, headers } = await ask('/');
    expect(status).toBe(200);
    expect(body).toContain('Installer');
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|https?:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(
      Number((await ask('/assets/main.js', { 'accept-encoding': 'gzip' })).headers['content-length']),
    ).toBeLessThan(500);
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..\\..\\secret.txt',
    '//etc/passwd',
    '/etc/passwd',
    '/notes.bak',
    '/assets',
    '/index.html/',
    '/%00',
    '/__proto__',
    '/constructor',
    'http://elsewhere/',
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body).not.toContain('not for the browser');
  });

  test.each([
    ['another name that leads here', { host: 'teachtrack.evil.example' }],
    ['the name localhost, which others may serve', { host: 'localhost:80' }],
    ['this address at another port', { host: '127.0.0.1:1' }],
    ['another origin', { origin: 'http://evil.example' }],
    ['no origin, as of a sandboxed frame', { origin: 'null' }],
    [
      'a script of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
    ],
    [
      'a frame of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ],
  ])('%s is refused', async (_what, headers) => {
    const { status, body } = await ask('/', headers);
    expect(status).toBe(403);
    expect(body).not.toContain('Installer');
  });

  test('nothing can be posted', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])
      expect((await ask('/', {}, method)).status).toBe(405);
  });

  test('no other machine is listened to', async () => {
    expect(web.address).toMatch(/^127\.0\.0\.1:\d+$/);
    const port = Number(web.address.split(':')[1]);
    const outcome = await new Promise((resolve) => {
      const socket = connect({ host: '::1', port }, () => resolve('connected'));
      socket.on('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  });
});

describe('wires', () => {
  type Ended = { readonly code: number; readonly texts: readonly string[] };

  function knock(says: readonly (string | Buffer)[], headers: Readonly<Record<string, string>> = {}, path = '/wire') {
    return new Promise<Ended>((resolve) => {
      const texts: string[] = [];
      const given = { origin: `http://${web.address}`, host: web.address, ...headers };
      const socket = new WebSocket(`ws://${web.address}${path}`, { headers: given });
      socket.on('open', () => {
        for (const one of says) socket.send(one);
      });
      socket.on('message', (data) => texts.push(String(data)));
      socket.on('error', () => resolve({ code: 0, texts }));
      socket.on('close', (code) => resolve({ code, texts }));
    });
  }

  const hello = JSON.stringify({ k: 'hello', channel: 1 });

  test.each([
    ['a wrong token', JSON.stringify({ token: newToken() })],
    ['no token', '{}'],
    ['an empty token', '{"token":""}'],
    ['a list', '["token"]'],
    ['a token that is no text', '{"token":{"length":43}}'],
    ['nothing that is JSON', 'token'],
    ['a frame before the token', hello],
  ])('%s opens nothing and gets no answer', async (_what, first) => {
    const before = admitted.length;
    expect(await knock([first, hello])).toEqual({ code: 4401, texts: [] });
    expect(admitted).toHaveLength(before);
  });

  test('the token in bytes, and one with another after it, open nothing', async () => {
    const before = admitted.length;
    expect((await knock([Buffer.from(JSON.stringify({ token: web.token }))])).code).toBe(4401);
    expect((await knock([JSON.stringify({ token: `${web.token}x` })])).code).toBe(4401);
    expect(admitted).toHaveLength(before);
  });

  test.each([
    ['another origin', { origin: 'http://evil.example' }, '/wire'],
    ['no origin', { origin: '' }, '/wire'],
    ['an origin that only begins like ours', { origin: 'http://127.0.0.1' }, '/wire'],
    ['another name that leads here', { host: 'evil.example' }, '/wire'],
    ['another path', {}, '/'],
    ['a path with the token in it', {}, '/wire?token=x'],
  ])('%s is not even let to the token', async (_what, headers, path) => {
    const before = admitted.length;
    expect((await knock([JSON.stringify({ token: web.token })], headers, path)).code).toBe(0);
    expect(admitted).toHaveLength(before);
  });

  test('a frame of many megabytes ends the socket', async () => {
    const { code } = await knock([JSON.stringify({ token: web.token }), 'x'.repeat(8_000_000)]);
    expect([1006, 1009]).toContain(code);
  });

  test('a crowd of sockets without a token is turned away while windows go on', async () => {
    const crowd = Array.from(
      { length: 40 },
      () => new WebSocket(`ws://${web.address}/wire`, { origin: `http://${web.address}` }),
    );
    for (const socket of crowd) socket.on('error', () => undefined);
    await expect
      .poll(() => crowd.filter(({ readyState }) => readyState === WebSocket.CLOSED).length)
      .toBeGreaterThanOrEqual(20);
    for (const socket of crowd) socket.terminate();
    const before = admitted.length;
    await expect
      .poll(async () => {
        void knock([JSON.stringify({ token: web.token })]);
        return admitted.length;
      })
      .toBeGreaterThan(before);
  });
});

test('a token is 256 bits and never twice the same', () => {
  const tokens = Array.from({ length: 50 }, newToken);
  expect(new Set(tokens).size).toBe(50);
  expect(Buffer.from(tokens[0] ?? '', 'base64url')).toHaveLength(32);
  expect(isToken(tokens[0] ?? '', tokens[0])).toBe(true);
  for (const wrong of [tokens[1], '', undefined, null, 5, 'x'.repeat(1_000_000)])
    expect(isToken(tokens[0] ?? '', wrong)).toBe(false);
});
