import { existsSync, readFileSync } from 'node:fs';
import { mergedWanted } from '../../backup/brought.ts';
import type { BackupRecord } from '../../backup/record.ts';
import type { Site } from '../../backup/restore.ts';
import { layout } from '../../layout.ts';
import { must, type Ops, run } from '../../ops/command.ts';
import { emptyRedis } from '../../ops/redis.ts';
import { writeState } from '../../ops/state-file.ts';
import { redisInstance } from '../../tuning/paths.ts';
import { planningContext, stagedAt } from '../context.ts';
import { parseWanted, readWanted } from '../wanted-schema.ts';
import type { World } from '../world.ts';

/** What follows from the answers, in the order in which it is brought about. */
const settingSteps = [
  'appliance/wanted-state',
  'tls/authority',
  'tls/certificate',
  'appliance/settings',
  'nginx/configured',
];
const servingSteps = ['appliance/migrated', 'appliance/running', 'nginx/serving'];

/** The site of this server. `version`: of the release that is installed. */
export function siteHere(world: World, ops: Ops, version: string, keepSafe: () => Promise<BackupRecord>): Site {
  return {
    keepSafe,
    async close() {
      maintenance(world, true);
      const units = [
        'teachtrack.target',
        'teachtrack-api@*.service',
        'teachtrack-api@*.socket',
        'teachtrack-worker@*.service',
      ];
      await must(ops, ['systemctl', 'stop', '--', ...units], { what: 'Closing the site', timeoutMs: 300_000 });
    },
    start: async () => void (await run(ops, ['systemctl', 'start', '--', 'teachtrack.target'], { timeoutMs: 120_000 })),
    async open(otherSettings) {
      for (const role of ['queue', 'cache'] as const) await emptyRedis(ops, redisInstance(role).socket);
      const own = readWanted(world.wantedState);
      const isOther = otherSettings !== undefined && existsSync(otherSettings);
      const wanted = isOther ? mergedWanted(own, parseWanted(readFileSync(otherSettings, 'utf8'))) : own;
      const context = { ...(await planningContext(world, wanted, stagedAt(world, version))), say: ops.say };
      // Before the processes start: they would notice only some seconds later that it is over.
      maintenance(world, false);
      const ids = [...(isOther ? settingSteps : []), ...servingSteps];
      for (const id of ids) {
        const step = world.steps.find((one) => one.id === id);
        const found = await step?.check(context);
        if (found?.kind === 'pending') await step?.apply(context, found.receipt);
      }
    },
  };
}

function maintenance({ operation }: World, on: boolean): void {
  const at = new Date().toISOString();
  const summary = on ? 'Closed while a backup is restored.' : 'Open.';
  const text = 'The data of this site is being restored. Please come back in a few minutes.';
  writeState(
    'maintenance',
    { at, ok: on ? null : true, summary, on, since: on ? at : null, until: null, ...(on ? { text } : {}) },
    operation.stateFiles,
  );
}

export function installedVersion(): string {
  return readFileSync(`${layout.current}/release.json`, 'utf8').match(/"version":"([^"]+)"/)?.[1] ?? '0';
}
