import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { fileOf } from '../../../../main/electron/protocol/confine.ts';
import { contentSecurityPolicy } from '../../../../main/electron/protocol/headers.ts';
import { servePages } from '../../../../main/electron/protocol/serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'teachtrack-pages-'));
const root = join(folder, 'pages');
mkdirSync(join(root, 'assets'), { recursive: true });
writeFileSync(join(root, 'index.html'), '<!doctype html><title>page</title>');
writeFileSync(join(root, 'assets/main-4f2.js'), 'void 0;');
writeFileSync(join(root, 'assets/notes.exe'), 'x');
writeFileSync(join(folder, 'secret.txt'), 'secret');
const answer = servePages(root);
const get = (url: string, method = 'GET') => answer({ url, method } as Request);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('app://', () => {
  test('gives the page and its parts, each with its type and behind the policy', async () => {
    const page = await get('app://installer/index.html#/servers');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('<title>page</title>');
    expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const script = await get('app://installer/assets/main-4f2.js');
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect((await get('app://installer/')).status).toBe(200);
    expect(await (await get('app://installer/index.html', 'HEAD')).text()).toBe('');
  });

  test('the policy lets no foreign script, no inline script and no connection in', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'; script-src 'self';");
    expect(contentSecurityPolicy).toContain("connect-src 'none'");
    expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|\*|https?:/);
  });

  test.each([
    'app://installer/../secret.txt',
    'app://installer/assets/../../secret.txt',
    'app://installer/%2e%2e/secret.txt',
    'app://installer/..%2fsecret.txt',
    'app://installer/..%5csecret.txt',
    'app://installer/..\\secret.txt',
    'app://installer/assets//../../secret.txt',
    'app://installer//etc/passwd',
    'app://installer/C:/Windows/win.ini',
    'app://installer/index.html::$DATA',
    'app://installer/index.html%00.png',
    'app://installer/.env',
    'app://installer/assets/notes.exe',
    'app://installer/assets',
    'app://installer/not-there.js',
    'app://elsewhere/index.html',
    'app://installer:80/index.html',
    'app://anna@installer/index.html',
    'file:///etc/passwd',
    'https://installer/index.html',
    'no address',
    '',
  ])('%s is not there', async (url) => {
    const response = await get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is refused', async (method) => {
    expect((await get('app://installer/index.html', method)).status).toBe(405);
  });

  test('no address leads out of the folder', () => {
    const piece = fc.oneof(fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', ':', 'assets', '\0', '~'), fc.string());
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const file = fileOf('/srv/pages', `app://installer/${pieces.join('')}`);
        if (file !== undefined) expect(file).toMatch(/^\/srv\/pages\/[A-Za-z0-9_@./-]+$/);
        expect(file ?? '').not.toMatch(/\.\./);
      }),
      { numRuns: 1_000 },
    );
  });
});
