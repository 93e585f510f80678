import { manifest } from '../../../appliance/manifest.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { lastLines, linesOf, run, script } from '../../ops/command.ts';
import { applianceSettings } from '../../tuning/appliance/settings.ts';
import { databaseUnit } from '../../tuning/paths.ts';
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

/** Before the release takes the place of the earlier one, which goes on serving on a schema that was only added to. */
export const applianceMigrated: Step = {
  id: 'appliance/migrated',
  title: 'Tables of the database',
  needs: ['mysql/accounts', 'release/placed', 'secrets/created'],
  seconds: 3,
  async check(context) {
    const { pending } = await pendingMigrations(context);
    return checked(
      pending.map((name) => ({ kind: 'database', what: `migration ${name}`, action: 'migrate' }) as const),
      {},
      ['every migration of this release is applied'],
    );
  },
  async apply(context) {
    const settings = JSON.parse(applianceSettings.render(await inputsOf(context))) as { readonly database: object };
    const changed = { ...settings, database: { ...settings.database, user: migrator.name } };
    await context.transport.writeFile(migratorSettings, JSON.stringify(changed), { mode: 0o644, asRoot: true });
    try {
      const result = await runEntry(context, {
        entry: manifest.migrate.entry,
        release: releasePath(context.bundle.version),
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

export type PendingMigrations = {
  /** Statements, as `0003-schemes 2/6`. */
  readonly pending: readonly string[];
  /** Migrations after which the earlier release cannot work. */
  readonly breaking: readonly string[];
};

// Settings on standard input, through a pipe of the shell's: the way the engine's own are given cannot be opened again.
const askPending = `cd "$1" && cat | ${manifest.settingsVariable}=/dev/stdin CREDENTIALS_DIRECTORY="$2" \\
  "$1/bin/node" "$1/${manifest.migrate.entry}" --pending --json`;

/**
 * Asked of the program that came with the bundle. A database without a table needs no question: all of them are pending,
 * as the plan for a fresh server said.
 */
export async function pendingMigrations(context: StepContext): Promise<PendingMigrations> {
  if (!(await canAsk(context))) return { pending: ['all'], breaking: [] };
  return passOf(context).reading('pending migrations', async () => {
    const argv = script(askPending, `${context.bundle.path}/release`, layout.secrets);
    const stdin = applianceSettings.render(await inputsOf(context));
    const { exitCode, stdout, stderr } = await run(context, argv, { stdin });
    if (exitCode !== 0) throw refused(stderr, stdout);
    const { pending = [], breaking = [] } = JSON.parse(linesOf(stdout).at(-1) ?? '{}') as Partial<PendingMigrations>;
    return { pending, breaking };
  });
}

async function canAsk(context: StepContext): Promise<boolean> {
  const { database } = await inputsOf(context);
  if ((await unitOf(context, databaseUnit(database))).activeState !== 'active') return false;
  const state = await databaseState(context, database);
  return state.tables.size > 0 && state.accounts.has(migrator.name);
}

function refused(stderr: string, stdout: string): ProvisionError {
  return new ProvisionError({
    code: 'TT-MIGRATE-01',
    message:
      'A migration of the database did not work. What was there before it is still served by the earlier release.',
    evidence: lastLines(`${stdout}\n${stderr}`, 8),
  });
}
