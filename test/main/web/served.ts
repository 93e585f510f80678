import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../../../installer/session/session.ts';
import { startWeb, type Web } from '../../../main/web/start.ts';

export type Served = Web & {
  readonly address: string;
  readonly token: string;
};

/** The web host with pages as small as can be, beside a file that it must not serve. */
export async function served(session: Session): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'teachtrack-web-'));
  mkdirSync(join(folder, 'pages', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'not for the browser');
  writeFileSync(join(folder, 'pages', 'index.html'), '<!doctype html><title>Installer</title>');
  writeFileSync(join(folder, 'pages', 'assets', 'main.js'), `/* ${'x'.repeat(5_000)} */`);
  writeFileSync(join(folder, 'pages', 'notes.bak'), 'left behind');
  const web = await startWeb({ session, pages: join(folder, 'pages') });
  const { host, hash } = new URL(web.url);
  return {
    ...web,
    address: host,
    token: hash.replace('#token=', ''),
    async close() {
      await web.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A session that only hands its wires on. */
export function bareSession(admit: Session['admit']): Session {
  return { admit, watch: () => () => undefined, onWindows: () => () => undefined, close: async () => undefined };
}
