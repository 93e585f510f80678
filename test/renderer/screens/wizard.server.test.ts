import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answers, wantedFrom } from '../../../installer/contract/answers.ts';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import type { Planning } from '../../../installer/contract/calls/plan.ts';
import { faceErrorOf } from '../../../installer/contract/error.ts';
import { isLetIn } from '../../../installer/session/comes-from.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import type { WantedState } from '../../../provision/model/wanted.ts';
import { Feed } from '../harness/feed.ts';
import { looked, openStage, type Stage } from '../harness/looking.ts';
import { checkedOf, comesIn, heldWith, plan, ready, wanted } from '../harness/samples.ts';
import { type Handling, Script } from '../harness/script.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const never = () => new Promise<never>(() => undefined);
const bare: Answers = { version: 1 };
const settled = async () => ({ answers: bare, typed: [], wanted: structuredClone(wanted) as never, ssh: comesIn });

function scripted(answers: Partial<Handling>, held: Partial<Held> = {}): Script {
  const script = new Script({ 'answers.get': settled, ...answers });
  script.held.give([heldWith(held)]);
  return script;
}

describe('the check', () => {
  test('looks by itself the first time, and says what it looks at meanwhile', async () => {
    const page = await stage.open(scripted({ 'check.last': async () => null, 'check.run': never }), '/c/c1/check');
    await page.getByRole('status').getByText('Looking at the server').waitFor();
    await looked(page, 'check-working');
    await page.close();
  });

  test('a server that is good enough: passes are shown too', async () => {
    const page = await stage.open(
      scripted({ 'check.last': async () => checkedOf('bookworm-16-cores') }),
      '/c/c1/check',
    );
    await page.getByText('Ready to install for 2,000 teachers at once').waitFor();
    await looked(page, 'check-good', ['light', 'dark', 'phone', 'small']);
    await page.close();
  });

  test('a weak server: what is short, the tier that is offered, and a reason to accept it', async () => {
    let answers: Answers = bare;
    const now = () => ({
      ...wanted,
      ...('tier' in answers ? { tier: answers.tier ?? 2000 } : {}),
      overrides: answers.overrides ?? [],
    });
    const script = scripted({
      'answers.get': async () => ({ answers, typed: [], wanted: structuredClone(now()) as never, ssh: comesIn }),
      'answers.set': async (input) => {
        answers = input.answers;
        return { answers, typed: [], wanted: structuredClone(now()) as never, ssh: comesIn };
      },
      'check.last': async () => checkedOf('bookworm-2-cores-spinning', now()),
      'check.forBuyer': async () => ({ name: 'server.txt', type: 'text/plain', text: 'add 14 cores' }),
    });
    const page = await stage.open(script, '/c/c1/check');
    await page.getByText(/must be fixed before 2,000 teachers can be served/).waitFor();
    await looked(page, 'check-weak', ['light', 'dark', 'phone']);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save for the hardware buyer' }).click();
    expect((await download).suggestedFilename()).toBe('server.txt');
    await page.getByText('server.txt is in your downloads').waitFor();
    await page
      .getByRole('button', { name: /^Accept it with a reason/ })
      .first()
      .click();
    const accept = page.getByRole('dialog').getByRole('button', { name: 'Accept' });
    expect(await accept.isDisabled()).toBe(true);
    await page.getByLabel('Why is it all right?').fill('The second processor arrives in March');
    await looked(page, 'check-accept');
    await accept.click();
    await page.getByText('“The second processor arrives in March”').waitFor();
    expect(answers.overrides).toHaveLength(1);
    await page.getByRole('button', { name: /^Take it back/ }).click();
    await page.getByText('“The second processor arrives in March”').waitFor({ state: 'detached' });
    await page.close();
  });

  test('what is already there, and who is at work on it', async () => {
    const existing = { version: '0.0.9', runs: 3, holder: null, wanted: null };
    const found = checkedOf('bookworm-foreign-services', wanted, { existing });
    const page = await stage.open(scripted({ 'check.last': async () => found }), '/c/c1/check');
    await page.getByText('TeachTrack 0.0.9 is already on this server').waitFor();
    await looked(page, 'check-existing');
    await page.close();
    const holder = { who: 'joseph@district-laptop', since: '2026-11-26T08:00:00Z', alive: true };
    const busy = checkedOf('bookworm-16-cores', wanted, { existing: { ...existing, holder } });
    const other = await stage.open(scripted({ 'check.last': async () => busy }), '/c/c1/check');
    await other.getByText(/joseph@district-laptop has been at work/).waitFor();
    await looked(other, 'check-busy');
    await other.close();
  });

  test('a look that failed can be tried again on the spot', async () => {
    const script = scripted({
      'check.last': async () => null,
      'check.run': async () => {
        throw new ProvisionError({
          code: 'TT-RUN-04',
          message: 'The answer was cut short.',
          evidence: ['rbash: /: restricted'],
        });
      },
    });
    const page = await stage.open(script, '/c/c1/check');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await looked(page, 'check-failed');
    await page.close();
  });
});

describe('the answers', () => {
  test('each has a value, is changed by itself, and is refused with the reason', async () => {
    let answers: Answers = bare;
    const script = scripted({
      'check.last': async () => checkedOf('bookworm-8-cores'),
      'answers.get': async () => ({
        answers,
        typed: [],
        wanted: structuredClone({ ...wanted, ...pick(answers) }) as never,
        ssh: comesIn,
      }),
      'answers.set': async (input) => {
        answers = input.answers;
        return { answers, typed: [], wanted: structuredClone({ ...wanted, ...pick(answers) }) as never, ssh: comesIn };
      },
    });
    const page = await stage.open(script, '/c/c1/configure');
    await page.getByText('Mwanza District').waitFor();
    await looked(page, 'configure', ['light', 'dark', 'phone', 'small']);
    await page.getByRole('button', { name: 'Change: Teachers at once' }).click();
    await page.getByText('this server is too small for it').first().waitFor();
    await looked(page, 'configure-size');
    await page.getByLabel('500 teachers').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('radiogroup').waitFor({ state: 'detached' });
    expect(answers.tier).toBe(500);
    await page.getByRole('button', { name: 'Change: Names' }).click();
    const names = page.getByLabel('Names', { exact: true });
    for (const [text, problem] of [
      ['plans_school', '“plans_school” is not a name that a browser could open'],
      ['х'.repeat(10_000), 'is longer than 253 characters'],
    ] as const) {
      await names.fill(text);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText(problem).waitFor();
    }
    await looked(page, 'configure-refused');
    await names.fill('Plans.School.Local, tt.example\n');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await names.waitFor({ state: 'detached' });
    expect(answers.names).toEqual(['plans.school.local', 'tt.example']);
    await page.getByRole('button', { name: 'Change: IP addresses' }).click();
    await page.getByLabel('IP addresses', { exact: true }).fill(' ');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Give at least one address.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Change: Schools behind one address' }).click();
    await page.getByRole('button', { name: 'Add a subnet' }).click();
    await page.getByRole('textbox', { name: 'Subnet' }).last().fill('10.40.0.0/99');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('“10.40.0.0/99” is not a subnet such as 10.20.0.0/16').waitFor();
    await looked(page, 'configure-subnets', ['light', 'phone']);
    await page.close();
  });

  test('an answers file of a newer version is refused clearly; one that fits replaces all after a question', async () => {
    let answers: Answers = bare;
    const script = scripted({
      'check.last': async () => checkedOf('bookworm-16-cores'),
      'answers.read': async ({ text }) => {
        if (text.includes('version: 2')) {
          throw new ProvisionError({
            code: 'TT-ANSWERS-01',
            message: 'district.yaml is not valid.',
            evidence: ['version: is not 1: this program reads answers of version 1'],
          });
        }
        return { answers: { version: 1, displayName: 'Other District' } };
      },
      'answers.set': async (input) => {
        answers = input.answers;
        return {
          answers,
          typed: [],
          wanted: structuredClone({ ...wanted, displayName: 'Other District' }) as never,
          ssh: comesIn,
        };
      },
    });
    const page = await stage.open(script, '/c/c1/configure');
    const choose = async (text: string) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open a file of answers' }).click();
      await (await chooser).setFiles({ name: 'district.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
    };
    await choose('version: 2');
    await page.getByText('this program reads answers of version 1').waitFor();
    await looked(page, 'configure-newer-file');
    await choose('version: 1\ndisplayName: Other District');
    await page.getByRole('button', { name: 'Use them' }).click();
    await page.getByText('The answers of district.yaml are used now.').waitFor();
    expect(answers.displayName).toBe('Other District');
    await page.close();
  });
});

describe('the answers for the time after the install', () => {
  test('who is told, when backups are made and where copies go: each refused with the reason, secrets kept apart', async () => {
    let answers: Answers = bare;
    const secrets: unknown[] = [];
    const later = ({ alerts, backups, firewall, database }: WantedState) => ({ alerts, backups, firewall, database });
    const state = () => {
      const all = wantedFrom(answers, { ...wanted, names: [...wanted.names], addresses: [...wanted.addresses] });
      return {
        answers,
        typed: secrets.length > 0 ? (['mailPassword'] as const).slice() : [],
        wanted: JSON.parse(JSON.stringify({ ...wanted, ...pick(answers), ...later(all) })),
        ssh: { ...comesIn, isShutOut: answers.sshFrom?.length === 1 },
      };
    };
    const script = scripted({
      'check.last': async () => checkedOf('bookworm-16-cores'),
      'answers.letsIn': async ({ sshFrom }) => ({ isLetIn: isLetIn(sshFrom, '10.20.0.77') }),
      'answers.get': async () => state(),
      'answers.set': async (input) => {
        answers = input.answers;
        if (Object.keys(input.secrets ?? {}).length > 0) secrets.push(input.secrets);
        return state();
      },
    });
    const page = await stage.open(script, '/c/c1/configure');
    const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
    const change = (what: string) => page.getByRole('button', { name: `Change: ${what}` });
    await page.getByText('nobody is told when something is wrong').waitFor();
    await change('Nightly backup').click();
    for (const text of ['25:00', '', 'midnight', '9'.repeat(10_000)]) {
      await page.getByLabel('At', { exact: true }).fill(text);
      await save();
      await page.getByText('is neither a time such as 01:30 nor off').waitFor();
    }
    await page.getByLabel('At', { exact: true }).fill(' 03:15\n');
    await save();
    await page.getByText('every night at 03:15').waitFor();

    await change('Firewall').click();
    const sources = page.getByLabel('SSH only from');
    await sources.fill('10.30.0.0/16, office');
    await page.getByLabel('Ports that stay open besides').fill('70000');
    await save();
    await page.getByText('“office” is neither a subnet such as 10.20.0.0/16 nor an IP address').waitFor();
    await page.getByText('“70000” is above 65535').waitFor();
    await looked(page, 'configure-firewall', ['light', 'phone']);
    await page.getByLabel('Ports that stay open besides').fill('');
    await sources.fill('10.30.0.0/16');
    await save();
    await page.getByText('This laptop comes from 10.20.0.77, and SSH would not let it in.').waitFor();
    await looked(page, 'configure-shut-out', ['light', 'phone']);
    await change('Firewall').click();
    const addThis = page.getByRole('button', { name: 'Add this laptop, 10.20.0.77' });
    await addThis.waitFor();
    await sources.fill('10.30.0.0/16, 10.20.0.0/24');
    await addThis.waitFor({ state: 'hidden' });
    await sources.fill('10.30.0.0/16');
    await addThis.click();
    await addThis.waitFor({ state: 'hidden' });
    await save();
    await page.getByText('SSH only from 10.30.0.0/16, 10.20.0.77').waitFor();
    expect(answers).toMatchObject({ firewall: 'on', openPorts: [], sshFrom: ['10.30.0.0/16', '10.20.0.77'] });

    await change('Database').click();
    await page.getByText('On a database server that you have already').click();
    await page.getByLabel('Address of the database server').fill('data base');
    await page.getByLabel('Port', { exact: true }).fill('70000');
    await page.getByLabel('Name of our database there').fill('Hill District');
    await save();
    await page.getByText('This is neither an IP address nor a DNS name.').waitFor();
    await page.getByText('This is above 65535.').waitFor();
    await page.getByText('This is not a name of up to 40 small letters').waitFor();
    await page.getByText('This is empty.').waitFor();
    await page.getByLabel('Name of our database there').scrollIntoViewIfNeeded();
    await looked(page, 'configure-database', ['light', 'dark', 'phone']);
    await page.getByLabel('Address of the database server').fill('10.0.0.7');
    await page.getByLabel('Name of our database there').fill('hill_district');
    await page.getByLabel('Port', { exact: true }).fill('3307');
    await page.getByLabel('Password of that administrator').fill('s3cret of the database');
    await save();
    await page.getByText('on another server: 10.0.0.7, port 3307').waitFor();
    await page.getByLabel('Password of that administrator').waitFor({ state: 'detached' });
    expect(answers.database).toEqual({
      ...{ host: '10.0.0.7', port: 3307, product: 'mariadb', name: 'hill_district', tls: 'required' },
      administrator: { user: 'root' },
    });
    expect(secrets).toEqual([{ databasePassword: 's3cret of the database' }]);
    expect(await page.content()).not.toContain('s3cret');
    await change('Database').click();
    await page.getByText('On this server (recommended)').click();
    await save();
    await page.getByText('on this server', { exact: true }).waitFor();
    expect(answers.database).toBeUndefined();
    secrets.length = 0;

    await change('Copies of backups').click();
    const folder = page.getByLabel('Folder on the server');
    for (const text of ['C:\\Backups', '/mnt/../etc', `/${'x'.repeat(10_000)}`]) {
      await folder.fill(text);
      await save();
      await page.getByText(/is not a full path on the server|is longer than 200/).waitFor();
    }
    await folder.fill('/mnt/usb-disk');
    await page.getByRole('button', { name: 'Add a place' }).click();
    await page.getByLabel('Another server, by SFTP').check();
    await page.getByLabel('Address of the other server').fill('fd00::9');
    await page.getByLabel('Port').fill('70000');
    await page.getByLabel('User there').fill('backup');
    await page.getByLabel('Folder there').fill('copies');
    await page.getByLabel('Identity of the other server').fill('MD5:16:27');
    await save();
    await page.getByText('is above 65535').waitFor();
    await page.getByText('is not a fingerprint in the form').waitFor();
    await looked(page, 'configure-copies', ['light', 'phone']);
    await page.getByLabel('Port').fill('2222');
    await page.getByLabel('Identity of the other server').fill(`SHA256:${'A'.repeat(43)}`);
    await save();
    await page.getByText('/mnt/usb-disk, backup@fd00::9:copies').waitFor();

    await change('Alerts').click();
    await page.getByLabel('Mail server', { exact: true }).fill('mail server');
    await page.getByLabel('The mail server asks for a sign-in').check();
    await page.getByLabel('User', { exact: true }).fill('tt');
    await page.getByLabel('Its certificate is of the district’s own authority').check();
    await page.getByLabel('Sender').fill('head');
    await save();
    await page.getByText('This is missing.', { exact: true }).waitFor();
    for (const problem of ['is neither a name nor an IP address', 'is not a mail address', 'names nobody', 'is empty'])
      await page.getByText(`This ${problem}.`, { exact: true }).first().waitFor();
    await looked(page, 'configure-alerts', ['light', 'phone']);
    await page.getByLabel('Mail server', { exact: true }).fill('mail.district.example');
    await page.getByLabel('Its certificate is of the district’s own authority').uncheck();
    await page.getByLabel('Sender').fill('tt@district.example');
    await page.getByLabel('Recipients').fill('it@district.example\nhead@школа.example');
    await page.getByLabel('Password', { exact: true }).fill('s3cret of the mail');
    await save();
    await page.getByText('it@district.example, head@школа.example', { exact: true }).waitFor();
    expect(secrets).toEqual([{ mailPassword: 's3cret of the mail' }]);
    expect(JSON.stringify(answers)).not.toContain('s3cret');
    expect(await page.content()).not.toContain('s3cret');
    await page.close();
  });

  test('of an installed server name where they are changed, and are no answers any more', async () => {
    const checked = checkedOf('bookworm-16-cores');
    const existing = { ...checked.existing, version: '0.1.0' };
    const script = scripted({ 'check.last': async () => ({ ...checked, existing }) });
    const page = await stage.open(script, '/c/c1/configure');
    await page.getByText('set on the running server, under “Alerts”').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Change: Copies of backups' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Change: Nightly backup' }).waitFor();
    await page.close();
  });
});

describe('the plan', () => {
  const planning = (state: 'working' | 'ready' | 'failed' | 'cancelled'): Partial<Held> => ({
    checkedAt: '2026-11-26T08:12:00Z',
    plan: { kind: 'install', state },
  });

  test('comes about in view, and can be stopped', async () => {
    const feed = new Feed<Planning>();
    const script = scripted(
      {
        'plan.follow': (_input, { from, signal }) => feed.from(from, signal),
        'plan.cancel': async () => {
          feed.give({ kind: 'cancelled' });
          feed.end();
          return {};
        },
      },
      planning('working'),
    );
    feed.give({ kind: 'opening-bundle' }, { kind: 'checking' });
    feed.give({ kind: 'sending', sentBytes: 84_000_000, totalBytes: 187_400_000 });
    const page = await stage.open(script, '/c/c1/plan');
    await page.getByText('84 MB of 187 MB').waitFor();
    await looked(page, 'plan-making', ['light', 'phone']);
    await page.getByRole('button', { name: 'Stop making the plan' }).click();
    await page.getByText('Making the plan was stopped.').waitFor();
    await looked(page, 'plan-cancelled');
    await page.close();
  });

  test('is read with its differences and agreed to', async () => {
    const feed = new Feed<Planning>();
    feed.give({ kind: 'checking' }, ready);
    feed.end();
    const started: unknown[] = [];
    const script = scripted(
      {
        'plan.follow': (_input, { from, signal }) => feed.from(from, signal),
        'run.start': async (input) => {
          started.push(input);
          throw new ProvisionError({ code: 'TT-PLAN-01', message: 'A file changed on the server meanwhile.' });
        },
      },
      planning('ready'),
    );
    const page = await stage.open(script, '/c/c1/plan');
    await page.getByRole('heading', { name: 'What would be changed' }).waitFor();
    await looked(page, 'plan', ['light', 'dark', 'phone', 'small']);
    await page.getByText('Settings and limits of the queue server').click();
    await page.getByText('Difference of /etc/teachtrack/redis/queue.conf').click();
    await page.getByText('+maxmemory-policy noeviction').waitFor();
    await page.getByText('+maxmemory-policy noeviction').scrollIntoViewIfNeeded();
    await looked(page, 'plan-difference', ['light', 'dark']);
    await page.getByRole('button', { name: 'Install now' }).click();
    await page.getByRole('dialog', { name: 'Make these changes on 10.20.0.5?' }).waitFor();
    await looked(page, 'plan-agree');
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await page.getByText('The server changed since the plan was made.').waitFor();
    expect(started).toEqual([{ connection: 'c1', digest: plan.digest }]);
    await looked(page, 'plan-stale');
    await page.close();
  });

  test('when nothing is left to do it says so; when the bundle is missing it asks for it', async () => {
    const empty = new Feed<Planning>();
    empty.give({ ...ready, plan: { ...plan, steps: [], satisfied: plan.steps.map(({ step }) => step) } });
    empty.end();
    const nothing = scripted(
      { 'plan.follow': (_input, { from, signal }) => empty.from(from, signal) },
      planning('ready'),
    );
    const page = await stage.open(nothing, '/c/c1/plan');
    await page.getByText('Nothing to do: the server is as it should be').waitFor();
    await looked(page, 'plan-nothing');
    await page.close();
    const failed = new Feed<Planning>();
    failed.give({
      kind: 'failed',
      error: faceErrorOf({ code: 'TT-BUNDLE-01', message: 'No bundle in ~/teachtrack.', evidence: [] }),
    });
    failed.end();
    const made: unknown[] = [];
    const missing = scripted(
      {
        'plan.follow': (_input, { from, signal }) => failed.from(from, signal),
        'plan.make': async (input) => {
          made.push(input.wish);
          return {};
        },
      },
      planning('failed'),
    );
    const other = await stage.open(missing, '/c/c1/plan');
    await other.getByLabel('Folder of the bundle').fill('/media/usb/bundle');
    await looked(other, 'plan-no-bundle');
    await other.getByRole('button', { name: 'Use this folder' }).click();
    await expect.poll(() => made).toEqual([{ kind: 'install', bundle: '/media/usb/bundle' }]);
    await other.close();
  });

  test('one who comes from the answers has it made at once', async () => {
    const feed = new Feed<Planning>();
    const made: unknown[] = [];
    const script = scripted(
      {
        'check.last': async () => checkedOf('bookworm-16-cores'),
        'plan.follow': (_input, { from, signal }) => feed.from(from, signal),
        'plan.make': async (input) => {
          made.push(input.wish);
          script.held.give([heldWith(planning('working'))]);
          feed.give({ kind: 'checking' }, ready);
          feed.end();
          return {};
        },
      },
      { checkedAt: '2026-11-26T08:12:00Z' },
    );
    const page = await stage.open(script, '/c/c1/plan');
    await page.getByRole('heading', { name: 'Make the plan' }).waitFor();
    await looked(page, 'plan-none');
    await page.goto(`${stage.served.address}#/c/c1/configure`);
    await page.getByRole('button', { name: 'Make the plan' }).click();
    await page.getByRole('heading', { name: 'What would be changed' }).waitFor();
    expect(made).toEqual([{ kind: 'install' }]);
    expect(new URL(page.url()).hash).toBe(`#/c/c1/plan`);
    await page.close();
  });
});

/** What the host makes of the answers, as far as these tests change them. */
function pick({ tier, names }: Answers) {
  return { ...(tier === undefined ? {} : { tier }), ...(names === undefined ? {} : { names }) };
}
