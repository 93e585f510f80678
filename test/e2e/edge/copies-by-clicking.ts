import type { PracticeServer } from '../../practice-server/practice-server.ts';
import { type Gui, openAt, press } from '../gui/gui.ts';

/** Places for copies of backups, added, tried and removed as a person does it, with what keeps a place from being taken. */
export async function copiesByClicking({ page, url }: Gui, server: PracticeServer): Promise<void> {
  const add = async (fill: () => Promise<void>) => {
    await press(page, 'Add a place');
    await fill();
    await press(page, 'Add it');
  };
  await openAt(page, url, '/c/c1/manage/backups');
  await page.getByText('Copies elsewhere').waitFor();

  await server.mustExec('mkdir -p /mnt/usb');
  await add(() => page.getByLabel('Folder on the server').fill('/mnt/usb'));
  await page.getByText('no disk or share is mounted there').waitFor();
  await server.mustExec('mount -t tmpfs -o size=8m usb /mnt/usb');
  await press(page, 'Add it');
  await press(page, 'Try it: /mnt/usb');
  await page.getByText('/mnt/usb is there and can be written to.').waitFor();

  const where = 'plain@127.0.0.1:copies';
  const identity = page.getByLabel('Identity of the other server');
  await add(async () => {
    await page.getByLabel('Another server, by SFTP').check();
    await page.getByLabel('Address of the other server').fill('127.0.0.1');
    await page.getByLabel('Port').fill(String(server.port));
    await page.getByLabel('User there').fill('plain');
    await page.getByLabel('Folder there').fill('copies');
    await identity.fill(`SHA256:${'A'.repeat(43)}`);
  });
  await page.getByText('does not have the identity').waitFor();
  await identity.fill(server.hostKeyFingerprint);
  await press(page, 'Add it');
  // The line that lets the server in is open for a place that was added just now.
  const line = await page.getByRole('region', { name: 'Key of this server' }).locator('pre').innerText();
  await press(page, `Try it: ${where}`);
  await page.getByText('does not let this server in').waitFor();
  const home = '/home/plain/.ssh';
  await server.mustExec(
    `install -d -m 700 -o plain ${home} && cat > ${home}/authorized_keys && chown plain ${home}/*`,
    {
      stdin: `${line.trim()}\n`,
    },
  );
  await press(page, `Try it: ${where}`);
  await page.getByText(`${where} is there and can be written to.`).waitFor();

  await press(page, 'Remove: /mnt/usb');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Try it: /mnt/usb' }).waitFor({ state: 'detached' });
}
