import { describe } from 'vitest';
import { journeyThrough } from '../appliance/web/journey.ts';
import { signInAt } from '../appliance/web/served-site.ts';
import { type Ask, signIn } from '../appliance/world.ts';
import { type Browser, openBrowser } from '../browser/browser.ts';
import { installedServer } from './installed-server.ts';
import { LanClient } from './lan-client.ts';

/** The term of a school as a teacher meets it: over HTTPS, on a server that the installer set up. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all')('on an installed server', () => {
  journeyThrough('installed', async () => {
    const { server, laptop, firstSignIn } = await installedServer('small');
    const { body: ca } = await new LanClient(`http://${server.address}`).call<string>('/ca.crt');
    const address = `https://${server.address}`;
    const ask: Ask = ({ method = 'GET', path, body, headers }) =>
      new LanClient(address, ca).call(path, {
        method,
        ...(body === undefined ? {} : { body }),
        ...(headers && { headers }),
      });
    const windows: Browser[] = [];
    return {
      address,
      ask,
      administrator: () => signIn(ask, firstSignIn.userName, firstSignIn.password),
      async signedIn({ name, password }, looks) {
        const browser = await openBrowser(looks);
        windows.push(browser);
        await signInAt(browser.page, address, name, password);
        await browser.page.getByRole('button', { name: 'Sign out' }).first().waitFor({ state: 'attached' });
        return browser;
      },
      async stop() {
        for (const window of windows) await window.close().catch(() => undefined);
        laptop.remove();
        await server.stop();
      },
    };
  });
});
