import { expect } from 'vitest';
import { looked, signInAt } from '../appliance/web/served-site.ts';
import { laptop, openBeside, openBrowser, phone } from '../browser/browser.ts';
import type { SignIn } from './journey.ts';
import type { LanClient } from './lan-client.ts';

export type Inside = {
  /** Of the site, over TLS. */
  readonly address: string;
  readonly admin: SignIn;
  readonly teacher: LanClient;
  readonly readState: (name: string) => Promise<Readonly<Record<string, unknown>>>;
};

/** What an administrator does in the status panel of an installed server, in a browser. */
export async function openPanel({ address, admin, teacher, readState }: Inside) {
  const browser = await openBrowser(laptop);
  const { page, context, close } = browser;
  // Acts of root take their time on a busy machine.
  page.setDefaultTimeout(600_000);
  const part = (name: string) => page.getByRole('region', { name, exact: true });
  const tile = (id: string) => page.locator(`[data-tile="${id}"]`);
  const press = (name: string, button: string) => part(name).getByRole('button', { name: button }).click();
  const confirm = (button: string) =>
    page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
  await signInAt(page, `${address}/?next=/status`, admin.userName, admin.password);
  await page.waitForURL(`${address}/status`);

  return {
    close,

    async showsWhatIsMeasured() {
      for (const [id, like] of [
        ['database', /^\d+$/],
        ['workers', /^(\d+) of \1$/],
        ['api', /^(\d+) of \1$/],
      ] as const)
        await tile(id).getByText(like).waitFor();
      const heard = await (await context.request.get(`${address}/api/v1/status`)).json();
      expect(heard).toMatchObject({ health: { value: { ok: true } }, server: { kind: 'there' } });
      await part('Checks')
        .getByText(/^TeachTrack \d+\.\d+\.\d+ runs\.$/)
        .waitFor();
      for (const [name, looks, path] of [
        ['phone', phone, '/status'],
        ['wall', { width: 1920, height: 1080, colorScheme: 'light' }, '/status?wall'],
      ] as const) {
        const other = await openBeside(browser, looks);
        await other.goto(address + path);
        await other.locator('[data-tile="database"]').getByText(/^\d+$/).waitFor();
        await looked(`installed-status-${name}`, other);
        await other.close();
      }
    },

    async holdsAQueue() {
      await press('Work in the background', 'Hold: Documents');
      await confirm('Hold');
      await part('Work in the background').getByText('Held', { exact: true }).waitFor();
      await press('Work in the background', 'Let go on: Documents');
      await part('Work in the background').getByText('Held', { exact: true }).waitFor({ state: 'detached' });
    },

    async closesTheSite() {
      await press('Maintenance', 'Close the site…');
      await page.getByLabel('What people are told').fill('A new disk');
      await page.getByLabel('Until when').fill('2099-01-01T16:00');
      await confirm('Close the site');
      await part('Maintenance')
        .getByText(/^It opens by itself at/)
        .waitFor();
      await expect.poll(async () => (await teacher.api('/me')).status, { timeout: 600_000 }).toBe(503);
      await press('Maintenance', 'Open the site');
      await expect.poll(async () => (await teacher.api('/me')).status, { timeout: 600_000 }).toBe(200);
    },

    /** Leaves it at first, then has ours put back. */
    async decidesAbout(path: string, secret: string) {
      const drift = part('Changes by hand');
      await press('Changes by hand', 'Look for changes by hand');
      await drift.getByText(`${path} was changed.`).waitFor();
      await drift.getByText('Show what is different').click();
      await drift.getByText('# ***').waitFor();
      expect(await page.content()).not.toContain(secret);
      await looked('installed-status-laptop', page);
      await drift.getByRole('button', { name: /^Leave it as it is/ }).click();
      await page.getByLabel('It is being tried out.').check();
      await looked('installed-status-leave', page);
      await confirm('Leave it');
      await drift.getByText(new RegExp(`Left as it is by ${admin.userName} in the status panel`)).waitFor();
      expect((await readState('drift'))['ok']).toBe(true);
      await drift.getByRole('button', { name: /^Put ours back/ }).click();
      await confirm('Put ours back');
      await drift.getByText(/^Putting ours back: done at .*is as it was set up/).waitFor();
      await drift.getByText(`${path} was changed.`).waitFor({ state: 'detached' });
    },

    async backsUpAndProves() {
      await press('Backups', 'Back up now');
      await part('Backups')
        .getByText(/^Backup: done at .*The last backup is of/)
        .waitFor();
      await tile('backups').getByText(/ ago$/).waitFor();
      const { last } = (await readState('backups')) as { readonly last: { readonly name: string } };
      await press('Backups', 'Run the restore drill');
      await tile('drill').getByText(/ ago$/).waitFor();
      expect(await readState('drill')).toMatchObject({ ok: true, proven: { name: last.name } });
    },
  };
}
