import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActItem } from '../../../installer/contract/calls/backups.ts';
import type { Sending } from '../../../installer/contract/calls/restore.ts';
import { faceErrorOf } from '../../../installer/contract/error.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { Feed } from '../harness/feed.ts';
import { looked, openStage, type Stage } from '../harness/looking.ts';
import { heldWith, plan, runName } from '../harness/samples.ts';
import { type Handling, Script } from '../harness/script.ts';
import {
  alertSettings,
  backupsNow,
  certificateNow,
  checklist,
  copiesNow,
  drifted,
  lookedAt,
  reserveCut,
  reserveGiven,
  reserveNow,
  restorePlan,
  schoolPlan,
  supportManifest,
} from '../harness/upkeep-samples.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

function known(answers: Partial<Handling>): Script {
  const script = new Script({
    'manage.status': async () => ({ version: '0.1.0', holder: null, lastRun: null }),
    'manage.health': async () => ({ at: '2026-11-26T08:20:00Z', healthy: true, services: [] }),
    'run.list': async () => [],
    'upkeep.look': async () => lookedAt,
    ...answers,
  });
  script.held.give([heldWith()]);
  return script;
}

describe('looking after a server', () => {
  test('every part that its engine knows is shown with its last word, and no other', async () => {
    const page = await stage.open(known({}), '/c/c1/manage');
    await page.getByRole('link', { name: /^Changes by hand.*look at this/ }).waitFor();
    await page.getByText('Look at this: Ready for teachers? · Changes by hand', { exact: true }).waitFor();
    await looked(page, 'upkeep', ['light', 'dark', 'phone']);
    await page.close();
    const old = known({ 'upkeep.look': async () => ({ can: ['health'], states: {} }) });
    const other = await stage.open(old, '/c/c1/manage');
    await other.getByText('All is well').waitFor();
    await expect.poll(() => other.getByRole('link', { name: /Changes by hand/ }).count()).toBe(0);
    await other.close();
  });

  test('what was changed by hand is shown with its difference and the three choices', async () => {
    const decided: unknown[] = [];
    const script = known({
      'drift.look': async () => drifted,
      'drift.decide': async ({ decision }) => {
        decided.push(decision);
        if (decision.kind === 'keep')
          throw new ProvisionError({ code: 'TT-PLAN-01', message: 'It has changed once more.' });
        return { ...drifted, ok: true, summary: 'Everything is as it was set up (1 accepted).', items: [] };
      },
      'drift.restore': async ({ item }) => {
        decided.push(item);
        return { run: runName };
      },
      'run.follow': async function* () {},
    });
    const page = await stage.open(script, '/c/c1/manage/drift');
    await page.getByText('See the difference').first().click();
    await page.getByText('worker_connections 512;').waitFor();
    await looked(page, 'drift', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'Keep theirs: Configuration of the web server' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep theirs' }).click();
    await page.getByText('It has changed once more.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Leave it for now: Configuration of the web server' }).click();
    const leave = page.getByRole('dialog').getByRole('button', { name: 'Leave it for now' });
    await page.getByRole('textbox', { name: 'Reason' }).fill('abc');
    expect(await leave.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Reason' }).fill('Agreed with the district until March');
    await looked(page, 'drift-leave');
    await leave.click();
    await page.getByText('Everything is as it was set up').waitFor();
    expect(decided).toMatchObject([
      { kind: 'keep' },
      { kind: 'accept', reason: 'Agreed with the district until March' },
    ]);
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByRole('button', { name: 'Put ours back: Configuration of the web server' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Put ours back' }).click();
    await page.waitForURL(({ hash }) => hash === `#/c/c1/runs/${runName}`);
    expect(decided.at(-1)).toBe(drifted.items[0]?.id);
    await page.close();
  });

  test('the checklist names what is open and what to do, and a point is accepted only with a reason', async () => {
    const script = known({
      'golive.look': async () => checklist,
      'golive.waive': async ({ point, reason }) => ({
        ...checklist,
        items: checklist.items.map((item) =>
          item.id === point
            ? { ...item, verdict: 'waived' as const, waiver: { by: 'anna from laptop', at: checklist.at, reason } }
            : item,
        ),
      }),
    });
    const page = await stage.open(script, '/c/c1/manage/go-live');
    await page.getByText('What to do: Choose where backups go').waitFor();
    await page.getByRole('button', { name: 'To “Backups”: Backups on and one restore proven' }).waitFor();
    await looked(page, 'go-live', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: /^Accept with a reason: Load test/ }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Only 150 teachers in the first term');
    await page.getByRole('dialog').getByRole('button', { name: 'Accept with a reason' }).click();
    await page.getByText('Only 150 teachers in the first term').waitFor();
    await page.close();
  });

  test('alerts are set up, refused where a field is not right, and tested', async () => {
    const wishes: unknown[] = [];
    let settings: typeof alertSettings | Record<string, never> = {};
    const script = known({
      'alerts.get': async () => settings,
      'alerts.set': async ({ wish }) => {
        wishes.push(wish);
        settings = alertSettings;
        return { settings: alertSettings, webhookKey: 'q1w2e3r4t5' };
      },
      'alerts.test': async () => ({
        ok: false,
        summary: 'The mail server refused the sign-in.',
        channels: [
          { channel: 'mail', to: 'head@school.example', ok: false, detail: 'The mail server refused the sign-in.' },
          { channel: 'webhook', to: 'chat.school.example', ok: true, detail: 'Handed over to chat.school.example.' },
        ],
      }),
    });
    const page = await stage.open(script, '/c/c1/manage/alerts');
    await page.getByText('Nobody is told yet.').waitFor();
    expect(await page.getByRole('button', { name: 'Send a test' }).isDisabled()).toBe(true);
    await looked(page, 'alerts-nobody');
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByLabel('Mail server', { exact: true }).fill('mail.district.local');
    await page.getByLabel('Its certificate is of the district’s own authority').check();
    const authority = async (text: string | Buffer) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByLabel('Certificate of that authority').click();
      await (await chooser).setFiles({ name: 'ca.crt', mimeType: 'text/plain', buffer: Buffer.from(text) });
    };
    await authority('-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n');
    await page.getByLabel('Sender').fill('not a mailbox');
    await page.getByLabel('Recipients').fill('head@school.example\nit@school.example');
    await page.getByLabel('Tell a webhook').check();
    await page.getByLabel('Address', { exact: true }).fill('ftp://chat');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('is not a mail address').waitFor();
    await page.getByText('holds a private key: only the certificate').waitFor();
    await page.getByText('is no http or https address').waitFor();
    await looked(page, 'alerts-change', ['light', 'phone']);
    // As the authority hands it out: DER.
    await authority(Buffer.from('MAMCAQE=', 'base64'));
    await page.getByLabel('Sender').fill('TeachTrack <alerts@school.example>');
    await page.getByLabel('Address', { exact: true }).fill('https://chat.school.example/hook/s3cret');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('q1w2e3r4t5').waitFor();
    expect(await page.innerText('body')).not.toContain('s3cret');
    expect(wishes).toMatchObject([
      {
        mail: {
          ...{ host: 'mail.district.local', port: 587, to: ['head@school.example', 'it@school.example'] },
          ca: '-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----',
        },
        webhook: { url: 'https://chat.school.example/hook/s3cret' },
      },
    ]);
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('Handed over to chat.school.example.').waitFor();
    await looked(page, 'alerts', ['light', 'dark', 'phone']);
    await page.close();
  });

  test('the certificate is shown with what is wrong, and one of the district’s own is judged before it is used', async () => {
    const given: unknown[] = [];
    const script = known({
      'certificate.look': async () => certificateNow,
      'certificate.check': async ({ brought }) => {
        given.push(Buffer.from(brought.key, 'base64').toString());
        if (given.length === 1)
          throw new ProvisionError({ code: 'TT-TLS-01', message: 'The key does not fit.', evidence: ['another key'] });
        return { warnings: [{ what: 'It ends in 80 days.', next: 'Note the day.' }] };
      },
      'certificate.use': async () => ({ ...certificateNow, ok: true, summary: 'Good until 2027.', problems: [] }),
    });
    const page = await stage.open(script, '/c/c1/manage/certificate');
    await page.getByText('District Issuing CA 3').waitFor();
    await looked(page, 'certificate', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'Bring one of your own' }).click();
    await page.getByRole('button', { name: 'Check it' }).click();
    await page.getByText('Choose the file first.').first().waitFor();
    const files = page.locator('input[type=file]');
    const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await files.nth(0).setInputFiles(file('plans.crt', 'certificate'));
    await files.nth(1).setInputFiles(file('wrong.key', 'x'.repeat(300_000)));
    await page.getByText('This file is too large').waitFor();
    await files.nth(1).setInputFiles(file('wrong.key', 'the wrong key'));
    await page.getByRole('button', { name: 'Check it' }).click();
    await page.getByText('The key does not fit.').waitFor();
    await looked(page, 'certificate-bring', ['light', 'phone']);
    await files.nth(1).setInputFiles(file('plans.key', 'the key'));
    await page.getByRole('button', { name: 'Check it' }).click();
    await page.getByText('It ends in 80 days.').waitFor();
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByText('Good until 2027.').waitFor();
    expect(given).toEqual(['the wrong key', 'the key']);
    await page.close();
  });

  test('a backup is made and watched, its key shown and asked back, and old ones can be removed', async () => {
    const feed = new Feed<ActItem>();
    const removed: string[] = [];
    let isConfirmed = false;
    const script = known({
      'upkeep.look': async () => ({
        can: ['backup list'],
        states: { drill: { at: certificateNow.at, ok: true, summary: 'The backup of 22 November was restored.' } },
      }),
      'backups.list': async () => ({ ...backupsNow, keyConfirmed: isConfirmed }),
      'copies.list': async () => copiesNow,
      'backups.make': async () => ({}),
      'acts.follow': (_input, { from, signal }) => feed.from(from, signal),
      'backups.showKey': async () => ({ key: 'ABCDE-FGHJK-MNPQR' }),
      'backups.confirmKey': async ({ key }) => {
        if (key !== 'ABCDE-FGHJK-MNPQR')
          throw new ProvisionError({ code: 'TT-BACKUP-02', message: 'This is not the key of this server.' });
        isConfirmed = true;
        return {};
      },
      'backups.remove': async ({ name }) => {
        removed.push(name);
        return {};
      },
    });
    const page = await stage.open(script, '/c/c1/manage/backups');
    await page.getByText('It does not answer on port 22.').waitFor();
    await looked(page, 'backups', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'Show the key' }).click();
    await page.getByText('ABCDE-FGHJK-MNPQR').waitFor();
    await page.getByLabel('The key as you wrote it down').fill('ABCDE');
    await page.getByRole('button', { name: 'That is what I wrote down' }).click();
    await page.getByText('This is not the key of this server.').waitFor();
    await looked(page, 'backups-key', ['light', 'phone']);
    await page.getByLabel('The key as you wrote it down').fill('ABCDE-FGHJK-MNPQR');
    await page.getByRole('button', { name: 'That is what I wrote down' }).click();
    await page.getByText('Somebody has confirmed that it is written down.').waitFor();
    expect(await page.innerText('body')).not.toContain('ABCDE');
    await page.getByRole('button', { name: 'Back up now' }).click();
    const started = { kind: 'started', at: certificateNow.at, origin: { who: 'anna', from: 'laptop' } } as const;
    feed.give(started, { kind: 'progress', at: certificateNow.at, doneBytes: 120_000_000, ofBytes: 412_000_000 });
    await page.getByText('120 MB of about 412 MB').waitFor();
    await looked(page, 'backups-working', ['light', 'phone']);
    feed.give({ kind: 'done', at: certificateNow.at, summary: 'It is made: 413 MB in 48 s.' });
    feed.end();
    await page.getByText('It is made: 413 MB in 48 s.').waitFor();
    await page.getByRole('button', { name: /^Remove the backup of/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => removed).toEqual([backupsNow.list[1]?.name]);
    await page.close();
  });

  test('the emergency reserve is shown, and given back after a question; a disk that is not full is told', async () => {
    let isFull = false;
    let now = reserveCut;
    const script = known({
      'upkeep.look': async () => ({ ...lookedAt, can: [...lookedAt.can, 'reserve'] }),
      'reserve.look': async () => now,
      'reserve.free': async () => {
        if (!isFull) throw new ProvisionError({ code: 'TT-FILE-04', message: 'It is kept for the day it is full.' });
        return reserveGiven;
      },
    });
    const page = await stage.open(script, '/c/c1/manage');
    await page.getByRole('link', { name: /^Emergency reserve/ }).click();
    await page.getByText('2013 MB of 2147 MB are left in /var/lib/teachtrack/emergency-reserve').waitFor();
    expect(await page.getByRole('button', { name: 'Give it back' }).count()).toBe(1);
    await looked(page, 'reserve-cut', ['light', 'phone']);
    now = reserveNow;
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('enough for about 4 school days of ordinary work').waitFor();
    await looked(page, 'reserve', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'Give it back' }).click();
    const give = page.getByRole('dialog').getByRole('button', { name: 'Give it back' });
    await give.click();
    await page.getByText('It is kept for the day it is full.').waitFor();
    isFull = true;
    await give.click();
    await page.getByText('The emergency reserve is in use').waitFor();
    await looked(page, 'reserve-given', ['light', 'phone']);
    expect(await page.getByRole('button', { name: 'Give it back' }).count()).toBe(0);
    await page.close();
  });

  test('places for copies are added when they are there, tried, and taken away', async () => {
    const asked: unknown[] = [];
    let now = copiesNow;
    const script = known({
      'backups.list': async () => ({ ...backupsNow, keyConfirmed: true }),
      'copies.list': async () => now,
      'copies.add': async ({ copy, password }) => {
        asked.push({ ...copy, password });
        if (copy.kind === 'smb')
          throw new ProvisionError({
            code: 'TT-BACKUP-04',
            message: `The target ${copy.share}: it refuses the user name or the password.`,
          });
        if (copy.kind === 'folder')
          throw new ProvisionError({ code: 'TT-BACKUP-04', message: '/mnt/disk: no disk or share is mounted there' });
        now = {
          copies: [
            ...now.copies,
            { ...(now.copies[1] as (typeof now.copies)[number]), id: 'server', where: 'b@10.0.0.9:c' },
          ],
        };
        return { ...now, added: 'server' };
      },
      'copies.test': async ({ id }) => {
        if (id === 'server')
          throw new ProvisionError({ code: 'TT-BACKUP-04', message: 'b@10.0.0.9:c: it does not let this server in' });
        return {};
      },
      'copies.remove': async ({ id }) => {
        now = { copies: now.copies.filter((one) => one.id !== id) };
        return now;
      },
    });
    const page = await stage.open(script, '/c/c1/manage/backups');
    await page.getByRole('button', { name: 'Add a place' }).click();
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('is not a full path on the server, such as /mnt/usb').waitFor();
    await page.getByLabel('Folder on the server').fill('/mnt/disk');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('/mnt/disk: no disk or share is mounted there').waitFor();
    await looked(page, 'copies-add', ['light', 'phone']);
    await page.getByLabel('A shared folder of a Windows server or a NAS (SMB)').check();
    await page.getByLabel('Shared folder', { exact: true }).fill('nas/backups');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('is not a share such as //nas/backups').waitFor();
    await page.getByLabel('Shared folder', { exact: true }).fill('\\\\nas\\backups');
    await page.getByLabel('User', { exact: true }).fill('keeper');
    await page.getByLabel('Password', { exact: true }).fill('N0t-shown');
    await looked(page, 'copies-share', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('//nas/backups: it refuses the user name or the password').waitFor();
    expect(asked.at(-1)).toMatchObject({ kind: 'smb', share: '//nas/backups', user: 'keeper', password: 'N0t-shown' });
    await page.getByLabel('Another server, by SFTP').check();
    await page.getByLabel('Address of the other server').fill('10.0.0.9');
    await page.getByLabel('User there').fill('b');
    await page.getByLabel('Folder there').fill('c');
    await page.getByLabel('Identity of the other server').fill(`SHA256:${'A'.repeat(43)}`);
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('restrict,command="internal-sftp"').waitFor();
    await page.getByRole('button', { name: 'Try it: b@10.0.0.9:c' }).click();
    await page.getByText('it does not let this server in').waitFor();
    await looked(page, 'copies', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'Try it: /mnt/usb-disk' }).click();
    await page.getByText('/mnt/usb-disk is there and can be written to.').waitFor();
    await page.getByRole('button', { name: 'Remove: /mnt/usb-disk' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('/mnt/usb-disk').first().waitFor({ state: 'detached' });
    expect(asked).toHaveLength(3);
    await page.close();
  });

  test('the support bundle is shown with what was masked before it is saved, and leaves the server with the page', async () => {
    const calls: string[] = [];
    const script = known({
      'support.prepare': async () => supportManifest,
      'support.save': async () => {
        calls.push('save');
        return { kind: 'content', name: 'teachtrack-support.tar.gz', base64: 'H4sIAA==' };
      },
      'support.drop': async () => {
        calls.push('drop');
        return {};
      },
    });
    const page = await stage.open(script, '/c/c1/manage/support');
    await page.getByRole('button', { name: 'Collect it' }).click();
    await page.getByText('logs/teachtrack-api@1.log').waitFor();
    await looked(page, 'support', ['light', 'dark', 'phone']);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save it' }).click();
    expect((await download).suggestedFilename()).toBe('teachtrack-support.tar.gz');
    await page.getByRole('button', { name: 'Back to this server' }).click();
    await expect.poll(() => calls.slice(-2)).toEqual(['save', 'drop']);
    await page.close();
  });

  test('secrets become new after what that means was read, of a database elsewhere with its administrator’s sign-in', async () => {
    const asked: unknown[] = [];
    const script = known({
      'secrets.look': async () => ({ database: { host: '10.20.0.9' } }),
      'secrets.plan': async ({ what, databaseAdministrator }) => {
        asked.push([what, databaseAdministrator]);
        if (databaseAdministrator?.password === 'wrong')
          throw new ProvisionError({ code: 'TT-DB-01', message: 'The database refused: access denied.' });
        return { plan, notes: ['Nobody is signed out: the old key is accepted for 14 days.'] };
      },
      'secrets.rotate': async ({ what, databaseAdministrator }) => {
        asked.push([what, databaseAdministrator]);
        throw new ProvisionError({ code: 'TT-LOCK-01', message: 'joseph is at work on it.' });
      },
    });
    const page = await stage.open(script, '/c/c1/manage/secrets');
    await page.getByText('The database is on another server: 10.20.0.9').waitFor();
    await page.getByLabel('Key of the sign-ins').check();
    await page.getByText('The database is on another server: 10.20.0.9').waitFor({ state: 'detached' });
    const see = page.getByRole('button', { name: 'See what would be done' });
    await see.click();
    await page.getByText('the old key is accepted for 14 days').waitFor();
    await looked(page, 'secrets', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'Do it now' }).click();
    await page.getByText('joseph is at work on it.').waitFor();
    await page.getByLabel('Password of the database').check();
    await see.click();
    const password = page.getByRole('textbox', { name: 'Password of that administrator' });
    await page.getByText('is empty', { exact: false }).waitFor();
    await looked(page, 'secrets-elsewhere', ['light', 'phone']);
    await password.fill('wrong');
    await see.click();
    await page.getByText('The database refused: access denied.').waitFor();
    await page.getByRole('textbox', { name: 'Administrator of the database server' }).fill('dba');
    await password.fill('n3ver kept');
    await see.click();
    await page.getByText('the old key is accepted for 14 days').waitFor();
    await page.getByRole('button', { name: 'Do it now' }).click();
    await page.getByText('joseph is at work on it.').waitFor();
    const dba = { user: 'dba', password: 'n3ver kept' };
    expect(asked).toEqual([
      ['session', undefined],
      ['session', undefined],
      ['database', { user: 'root', password: 'wrong' }],
      ['database', dba],
      ['database', dba],
    ]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await password.inputValue()).toBe('');
    await page.close();
  });

  test('a change of secrets that did not come to its end is gone on with, or taken back', async () => {
    const asked: unknown[] = [];
    const open = { run: runName, kind: 'install', purpose: 'rotation', version: '0.1.0' } as const;
    const script = known({
      'run.list': async () => [{ ...open, state: 'failed', who: 'anna', from: 'laptop' }],
      'secrets.look': async () => ({ database: null }),
      'secrets.plan': async ({ what }) => {
        asked.push(what);
        return { plan, notes: ['What came to its end stays: session.'] };
      },
    });
    const page = await stage.open(script, '/c/c1/manage/secrets');
    await page.getByRole('button', { name: 'See how far it came, and go on' }).waitFor();
    await page.getByLabel('Take back the change').check();
    await page.getByRole('button', { name: 'See what would be done' }).click();
    await page.getByText('What came to its end stays: session.').waitFor();
    await looked(page, 'secrets-open', ['light', 'phone']);
    expect(asked).toEqual(['back']);
    await page.close();
  });

  test('a restore shows its plan, and begins only after the address was typed', async () => {
    const begun: unknown[] = [];
    const script = known({
      'restore.plan': async () => restorePlan,
      'restore.start': async (input) => {
        begun.push(input);
        return {};
      },
      'acts.follow': async function* () {
        const error = faceErrorOf({ code: 'TT-BACKUP-01', message: 'A part of it does not add up.', evidence: [] });
        yield { seq: 1, value: { kind: 'failed', error } };
      },
    });
    const page = await stage.open(script, `/c/c1/manage/restore/${restorePlan.backup.name}`);
    await page.getByText('1,204,113 rows').waitFor();
    await looked(page, 'restore', ['light', 'dark', 'phone']);
    await page.getByRole('button', { name: 'Restore it' }).click();
    const agree = page.getByRole('dialog').getByRole('button', { name: 'Restore it' });
    expect(await agree.isDisabled()).toBe(true);
    await page.getByLabel('Type 10.20.0.5 to go on').fill('10.20.0.5');
    await looked(page, 'restore-agree', ['light', 'phone']);
    await agree.click();
    await page.getByText('A part of it does not add up.').waitFor();
    await looked(page, 'restore-failed');
    expect(begun).toEqual([
      { connection: 'c1', name: restorePlan.backup.name, digest: restorePlan.digest, typed: '10.20.0.5' },
    ]);
    await page.close();
  });

  test('one school is brought back after what that changes was read', async () => {
    const begun: unknown[] = [];
    const script = known({
      'backups.list': async () => ({ ...backupsNow, keyConfirmed: true }),
      'copies.list': async () => copiesNow,
      'restore.planSchool': async ({ school }) => {
        if (school !== 'HILL')
          throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `In this backup there is no school ${school}.` });
        return schoolPlan;
      },
      'restore.start': async (input) => {
        begun.push(input);
        return {};
      },
      'acts.follow': async function* () {
        yield { seq: 1, value: { kind: 'done', at: certificateNow.at, summary: 'Hill Road is as it was.' } };
      },
    });
    const page = await stage.open(script, '/c/c1/manage/backups');
    await page
      .getByRole('button', { name: /^Bring back one school/ })
      .first()
      .click();
    const look = page.getByRole('button', { name: 'See what would go back' });
    await page.getByLabel('Code of the school').fill('HILLS');
    await look.click();
    await page.getByText('In this backup there is no school HILLS.').waitFor();
    await page.getByLabel('Code of the school').fill('HILL');
    await look.click();
    await page.getByText('3 come back, 12 go back to what they were, 0 made since are removed').waitFor();
    await looked(page, 'restore-school', ['light', 'phone']);
    await page.getByRole('button', { name: 'Restore it' }).click();
    await page.getByLabel('Type 10.20.0.5 to go on').fill('10.20.0.5');
    await page.getByRole('dialog').getByRole('button', { name: 'Restore it' }).click();
    await page.getByText('Hill Road is as it was.').waitFor();
    expect(begun).toMatchObject([{ name: schoolPlan.backup.name, digest: schoolPlan.digest, typed: '10.20.0.5' }]);
    await page.close();
  });

  test('a backup of another server is sent from this computer, opened with its key, and only then agreed to', async () => {
    const calls: unknown[] = [];
    const feed = new Feed<Sending>();
    let isRight = false;
    const script = known({
      'backups.list': async () => ({ ...backupsNow, keyConfirmed: true }),
      'copies.list': async () => copiesNow,
      'restore.send': async (input) => {
        calls.push(input);
        isRight = input.key === 'ABCDE-FGHJK';
        return {};
      },
      'restore.sending': async function* (_input, { from, signal }) {
        if (isRight) return yield* feed.from(from, signal);
        const error = faceErrorOf({ code: 'TT-BACKUP-02', message: 'It is the key of another server.', evidence: [] });
        yield { seq: 1, value: { kind: 'failed', error } };
      },
      'restore.forget': async () => {
        calls.push('forget');
        return {};
      },
    });
    const page = await stage.open(script, '/c/c1/manage/backups');
    await page.getByRole('button', { name: 'Restore a backup of another place' }).click();
    await page.getByRole('button', { name: 'Send it and look' }).click();
    await page.getByText('Choose the file first.').waitFor();
    await page.getByLabel('File of the backup').fill('/media/usb/20261125t011000z-hill-0.1.0.ttbackup');
    await page.getByLabel('Key of that backup').fill('WRONG');
    await page.getByRole('button', { name: 'Send it and look' }).click();
    await page.getByText('It is the key of another server.').waitFor();
    await looked(page, 'restore-file', ['light', 'phone']);
    await page.getByLabel('Key of that backup').fill('ABCDE-FGHJK');
    await page.getByRole('button', { name: 'Send it and look' }).click();
    feed.give({ kind: 'sending', sentBytes: 120_000_000, ofBytes: 412_000_000 });
    await page.getByText('120 MB of 412 MB').waitFor();
    await looked(page, 'restore-sending');
    feed.give({ kind: 'opening' }, { kind: 'ready', plan: { ...restorePlan, isOtherServer: true } });
    feed.end();
    await page.getByText('It is of another server: its session key').waitFor();
    await looked(page, 'restore-other', ['light', 'phone']);
    await page.getByRole('button', { name: 'Back to the backups' }).click();
    await expect.poll(() => calls.at(-1)).toBe('forget');
    expect(await page.content()).not.toContain('ABCDE');
    await page.close();
  });
});
