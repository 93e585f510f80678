import type { Checked } from '../../../installer/contract/calls/check.ts';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import type { Planning } from '../../../installer/contract/calls/plan.ts';
import type { FaceEntry } from '../../../installer/contract/shapes/journal.ts';
import type { FaceReport } from '../../../installer/contract/shapes/report.ts';
import type { WantedState } from '../../../provision/model/wanted.ts';
import { judge } from '../../../provision/requirements/check.ts';
import { steps, verifications } from '../../../provision/steps/catalogue.ts';
import { factsOfHost, type RecordedHost } from '../../fixtures/hosts/recorded.ts';

export const connection = 'c1';
export const runName = '20261126t081500-a1b2c3';
export const fingerprint = 'SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8';

export const wanted: WantedState = {
  version: 1,
  displayName: 'Mwanza District',
  tier: 2000,
  names: ['plans.mwanza.example'],
  addresses: ['10.20.0.5'],
  tls: { kind: 'own-authority' },
  timeZone: 'Africa/Dar_es_Salaam',
  administrator: { userName: 'admin', fullName: 'District administrator' },
  raisedSubnets: [{ cidr: '10.40.0.0/16', label: 'Secondary schools' }],
  overrides: [],
};

/** Where the laptop comes from, and that it is let in. */
export const comesIn = { from: '10.20.0.77', isShutOut: false };

export function heldWith(part: Partial<Held> = {}): Held {
  return {
    connection,
    host: '10.20.0.5',
    port: 22,
    user: 'anna',
    root: { kind: 'ready', access: 'password' },
    noise: [],
    openedAt: '2026-11-26T08:10:00.000Z',
    checkedAt: null,
    plan: null,
    run: null,
    signInShown: false,
    ...part,
  };
}

/** What the real requirements say of a recorded machine. */
export function checkedOf(host: RecordedHost, asked: WantedState = wanted, part: Partial<Checked> = {}): Checked {
  return {
    report: structuredClone(judge(factsOfHost(host), asked, { version: '0.1.0' })) as Checked['report'],
    wanted: structuredClone(asked) as Checked['wanted'],
    existing: { version: null, runs: 0, holder: null, wanted: null },
    offered: '0.1.0',
    durationMs: 2_140,
    checkedAt: '2026-11-26T08:12:00.000Z',
    ...part,
  };
}

const redisDiff = `--- /etc/teachtrack/redis/queue.conf
+++ /etc/teachtrack/redis/queue.conf
@@ -1,6 +1,6 @@
 port 0
 unixsocket /run/teachtrack-redis-queue/redis.sock
-maxmemory 256mb
-maxmemory-policy allkeys-lru
+maxmemory 1024mb
+maxmemory-policy noeviction
 appendonly yes
 appendfsync everysec
`;

type Plan = Extract<Planning, { kind: 'ready' }>['plan'];
type Change = Plan['steps'][number]['changes'][number];

const changesOf: Readonly<Record<string, readonly Change[]>> = {
  'packages/installed': ['mariadb-server 1:10.11.14', 'redis-server 5:7.0.15', 'nginx 1.22.1'].map((text) => {
    const [name = '', version = ''] = text.split(' ');
    return { kind: 'package', name, version, action: 'install' };
  }),
  'os/account': [{ kind: 'account', name: 'teachtrack', action: 'create' }],
  'redis/queue-tuned': [
    { kind: 'file', path: '/etc/teachtrack/redis/queue.conf', action: 'replace', diff: redisDiff },
    { kind: 'setting', of: 'Redis', name: 'maxmemory-policy', from: 'allkeys-lru', to: 'noeviction' },
  ],
  'secrets/created': [{ kind: 'file', path: '/etc/teachtrack/secrets/session.key', action: 'create', secret: true }],
  'mysql/database': [{ kind: 'database', what: 'teachtrack', action: 'create' }],
  'nginx/serving': [{ kind: 'unit', name: 'nginx.service', action: 'restart' }],
};

const idOf = (step: (typeof steps)[number]) => step.id;

export const plan: Plan = {
  kind: 'install',
  version: '0.1.0',
  wanted: structuredClone(wanted) as Plan['wanted'],
  removeData: false,
  steps: steps.map((step, index) => ({
    step: idOf(step),
    title: step.title,
    seconds: idOf(step).startsWith('packages') ? 38 : 1 + ((index * 7) % 9),
    changes: [
      ...(changesOf[idOf(step).replace('.', '/')] ?? [
        { kind: 'directory', path: `/var/lib/teachtrack/${idOf(step)}`, action: 'create' } as const,
      ]),
    ],
  })),
  satisfied: ['os/hostname', 'os/locale'],
  digest: 'd'.repeat(64),
};

export const ready: Extract<Planning, { kind: 'ready' }> = {
  kind: 'ready',
  plan,
  sums: {
    steps: plan.steps.length,
    files: 31,
    packages: 84,
    seconds: plan.steps.reduce((sum, { seconds }) => sum + seconds, 0),
    bundleBytes: 187_400_000,
  },
};

export const removalPlan: Plan = {
  ...plan,
  kind: 'uninstall',
  steps: plan.steps.slice(0, 9).map((step) => ({
    ...step,
    changes: [{ kind: 'file', path: `/etc/teachtrack/${step.step}`, action: 'remove' }],
  })),
  satisfied: [],
  digest: 'e'.repeat(64),
};

export const verified = verifications.map(({ name }, index) => ({
  name,
  ok: true,
  detail:
    ['https://plans.mwanza.example/ answers in 38 ms', '214 settings read back', '', '9 units enabled', ''][index] ??
    '',
}));

const at = (second: number) => new Date(Date.parse('2026-11-26T08:15:00Z') + second * 1000).toISOString();

/** The entries of a run up to some step, with `lines` said in the step that is at work. */
export function journal(done: number, lines = 3, end?: readonly FaceEntry['event'][]): readonly FaceEntry[] {
  const events: FaceEntry['event'][] = [{ kind: 'run-started', plan, origin: { who: 'anna', from: 'office-laptop' } }];
  for (const [index, { step, seconds, changes }] of plan.steps.entries()) {
    if (index > done) break;
    events.push({ kind: 'step-started', step, changes });
    if (index === done) {
      for (let line = 1; line <= lines; line += 1) {
        events.push({ kind: 'step-said', step, line: saidLine(line) });
      }
      break;
    }
    events.push({ kind: 'step-said', step, line: `${step}: as wanted` });
    events.push({ kind: 'step-done', step, evidence: [], durationMs: seconds * 900 });
  }
  events.push(...(end ?? []));
  return events.map((event, index) => ({ seq: index + 1, at: at(index), event }));
}

function saidLine(line: number): string {
  return line === 1
    ? 'Waiting: another package install is running (unattended-upgrades, pid 812)'
    : `Setting up library ${line} (1.2.${line}-1) ...`;
}

export const report: FaceReport = {
  format: 1,
  run: runName,
  kind: 'install',
  outcome: 'done',
  warnings: [],
  displayName: 'Mwanza District',
  tier: 2000,
  version: '0.1.0',
  origin: { who: 'anna', from: 'office-laptop' },
  startedAt: at(0),
  finishedAt: at(214),
  resumed: 0,
  workedMs: 214_000,
  addresses: ['https://plans.mwanza.example/', 'https://10.20.0.5/'],
  steps: [],
  verified,
  checks: checkedOf('bookworm-16-cores').report.findings.map(({ id, title, verdict }) => ({
    requirement: id,
    title,
    verdict,
  })),
  overrides: [],
  undo: 'teachtrack uninstall',
  secrets: [{ path: '/etc/teachtrack/secrets', what: 'keys of the appliance' }],
};
