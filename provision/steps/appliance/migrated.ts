import { manifest } from '../../../appliance/manifest.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { lastLines, linesOf, run } from '../../ops/command.ts';
import { databaseUnit } from '../../tuning/paths.ts';
import { entriesOf } from '../entries.ts';
import { inputsOf } from '../inputs.ts';
import { migrator } from '../mysql/accounts.ts';
import { databaseState } from '../mysql/state.ts';
import { passOf } from '../pass.ts';
import { unitOf } from '../readings.ts';
import { releasePath } from '../release/placed.ts';
import { checked } from '../satisfied.ts';
import { runEntry } from './entry.ts';

/** The appliance's settings with the migrator's account: made for the run, in memory-backed `/run`, no secrets. */
const migratorSettings = '/run/teachtrack/migrator-settings.json';

export const applianceMigrated: Step = {
  id: 'appliance/migrated',
  title: 'Tables of the database',
  needs: ['mysql/accounts', 'appliance/settings', 'release/current', 'secrets/created'],
  seconds: 3,
  async check(context) {
    const pending = (await canAsk(context)) ? await pendingMigrations(context) : ['all'];
    return checked(
      pending.map((name) => ({ kind: 'database', what: `migration ${name}`, action: 'migrate' }) as const),
      {},
      ['every migration of this release is applied'],
    );
  },
  async apply(context) {
    const settings = await context.transport.readFile(layout.applianceSettings, { asRoot: true });
    const read = JSON.parse(Buffer.from(settings ?? '{}').toString('utf8')) as { readonly database: object };
    const changed = { ...read, database: { ...read.database, user: migrator.name } };
    await context.transport.writeFile(migratorSettings, JSON.stringify(changed), { mode: 0o644, asRoot: true });
    try {
      const result = await runEntry(context, {
        entry: manifest.migrate.entry,
        settings: migratorSettings,
        password: migrator.secret,
        timeoutMs: 1_800_000,
      });
      for (const line of linesOf(result.stdout).slice(-20)) context.say(line);
      if (result.exitCode !== 0) throw refused(result.stderr, result.stdout);
    } finally {
      await context.transport.run({ argv: ['rm', '-f', '--', migratorSettings], asRoot: true });
    }
  },
  /** The tables go with the database. */
  async undo() {},
};

/**
 * The database, its account and the release's own program must be there, and of this release. A database without a table
 * needs no question: all of them are pending, as the plan for a fresh server said.
 */
async function canAsk(context: StepContext): Promise<boolean> {
  const { database } = await inputsOf(context);
  if ((await unitOf(context, databaseUnit(database.product))).activeState !== 'active') return false;
  const state = await databaseState(context, database.product);
  const entries = await entriesOf(context, [layout.current, layout.applianceSettings]);
  const isCurrent = entries.get(layout.current)?.target === releasePath(context.bundle.version);
  return (
    state.tables.size > 0 && isCurrent && state.accounts.has(migrator.name) && entries.has(layout.applianceSettings)
  );
}

function pendingMigrations(context: StepContext): Promise<readonly string[]> {
  return passOf(context).reading('pending migrations', async () => {
    const env = { [manifest.settingsVariable]: layout.applianceSettings, CREDENTIALS_DIRECTORY: layout.secrets };
    const argv = [
      `${layout.current}/bin/node`,
      `${layout.current}/${manifest.migrate.entry}`,
      '--pending',
      '--json',
    ] as const;
    const { exitCode, stdout, stderr } = await run(context, argv, { env });
    if (exitCode !== 0) throw refused(stderr, stdout);
    const listed: unknown = JSON.parse(linesOf(stdout).at(-1) ?? '[]');
    const names = Array.isArray(listed) ? listed : ((listed as { readonly pending?: unknown }).pending ?? []);
    return (names as readonly unknown[]).map(String);
  });
}

function refused(stderr: string, stdout: string): ProvisionError {
  return new ProvisionError({
    code: 'TT-MIGRATE-01',
    message:
      'A migration of the database did not work. What was there before it is still served by the earlier release.',
    evidence: lastLines(`${stdout}\n${stderr}`, 8),
  });
}
