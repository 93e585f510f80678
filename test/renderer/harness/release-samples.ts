import type { Contract } from '../../../installer/contract/contract.ts';
import type { OutputOf } from '../../../installer/contract/define.ts';
import type { FaceEntry } from '../../../installer/contract/shapes/journal.ts';
import type { FacePreflight, FacePreview } from '../../../installer/contract/shapes/upgrade.ts';
import { plan, ready } from './samples.ts';

const at = '2026-11-26T08:18:00.000Z';

export const upgradeLook: OutputOf<Contract['upgrade.look']> = {
  installed: '0.1.0',
  bundle: { kind: 'found', version: '0.2.0', way: 'newer', needed: '0.1.0' },
  holder: null,
  last: null,
  back: null,
};

export const preflight: FacePreflight = {
  from: '0.1.0',
  to: '0.2.0',
  ok: true,
  findings: [
    { name: 'version', ok: true, detail: '0.1.0 → 0.2.0' },
    { name: 'health', ok: true, detail: 'Database: 38 of 410 connections; Redis: 61 clients; Workers: 4; API: 8 of 8' },
    { name: 'way-back', ok: true, detail: '0.1.0 stays on the server to go back to' },
    { name: 'space', ok: true, detail: '/opt: 1.2 GB needed, 88 GB free' },
    { name: 'migrations', ok: true, detail: '0090-mottos; the earlier release works on with them' },
  ],
  breaking: [],
};

export const refusedPreflight: FacePreflight = {
  ...preflight,
  ok: false,
  findings: preflight.findings.map((finding) =>
    finding.name === 'space'
      ? { ...finding, ok: false, detail: 'There is not enough space. At /var/lib: 9.4 GB needed, 2.1 GB free.' }
      : finding,
  ),
};

const way = { from: '0.1.0', to: '0.2.0', breaking: [] as string[] };

export const upgradeReady = {
  ...ready,
  plan: {
    ...plan,
    version: '0.2.0',
    steps: [
      { step: 'upgrade/snapshot', title: 'Copy of settings and database', seconds: 8, changes: [] },
      ...plan.steps.slice(0, 5),
      { step: 'upgrade/tried', title: 'Trial of the new release', seconds: 6, changes: [] },
      ...plan.steps.slice(5, 8),
    ],
    digest: 'a'.repeat(64),
    upgrade: { ...way, direction: 'forward' as const, breaking: ['0091-grades'] },
  },
};

export const backPreview: FacePreview = {
  from: '0.2.0',
  to: '0.1.0',
  since: '2026-11-26 06:02:11.204',
  losesData: true,
  written: [
    { table: 'scheme', rows: 41 },
    { table: 'delivery', rows: 1 },
    { table: 'school_motto', rows: 3 },
  ],
  packages: ['mariadb-server 1:10.11.19-0+deb12u1', 'nginx 1.22.1-9+deb12u11'],
};

export const backReady = {
  ...upgradeReady,
  sums: { ...ready.sums, bundleBytes: 0 },
  plan: {
    ...upgradeReady.plan,
    version: '0.1.0',
    digest: 'b'.repeat(64),
    upgrade: { direction: 'back' as const, from: '0.2.0', to: '0.1.0', breaking: ['0091-grades'] },
  },
};

/** An upgrade up to the trial, which failed, and what came after. */
export function failedUpgrade(after: readonly FaceEntry['event'][]): readonly FaceEntry[] {
  const { plan: upgrading } = upgradeReady;
  const events: FaceEntry['event'][] = [
    { kind: 'run-started', plan: upgrading, origin: { who: 'anna', from: 'office-laptop' } },
    { kind: 'step-started', step: 'upgrade/snapshot', changes: [] },
    { kind: 'step-done', step: 'upgrade/snapshot', evidence: [], durationMs: 7_200 },
    { kind: 'step-started', step: 'upgrade/tried', changes: [] },
    {
      kind: 'step-failed',
      step: 'upgrade/tried',
      code: 'TT-HEALTH-01',
      message: 'Release 0.2.0 is up, but a teacher could not work: making a scheme of work answered 500.',
      evidence: ['POST /api/schemes: 500'],
    },
    { kind: 'step-started', step: 'upgrade/back', changes: [] },
    ...after,
  ];
  return events.map((event, index) => ({ seq: index + 1, at, event }));
}

export const firewallNow: OutputOf<Contract['firewall.look']> = {
  at,
  ok: false,
  summary: 'The firewall is ready but not in force: a laptop has to prove that it still gets in.',
  state: 'unconfirmed',
  sshPorts: [2222],
  sshFrom: [],
  openPorts: [80, 443, 2222, 9100],
  closed: [{ port: 9090, holder: 'python3' }],
  foreign: null,
  isStale: false,
  since: null,
};

export const firewallInForce: OutputOf<Contract['firewall.look']> = {
  ...firewallNow,
  ok: true,
  state: 'in-force',
  summary:
    'In force: only the TCP ports 80, 443, 2222, 9100 are open, and SSH only to 10.20.7.0/24, 10.20.0.77, fd12:20::/64.',
  sshFrom: ['10.20.7.0/24', '10.20.0.77', 'fd12:20::/64'],
  since: at,
};

export const namesNow: OutputOf<Contract['names.look']> = {
  at,
  ok: null,
  summary: 'The server does not know plans.mwanza.example; what counts is that the teachers’ computers do.',
  hostname: 'tt-server',
  addresses: ['10.20.0.5'],
  ownAddresses: ['10.20.0.5', 'fd00::5'],
  strayAddresses: ['10.20.0.6'],
  nameServers: ['10.20.0.1'],
  names: [
    { name: 'plans.mwanza.example', kind: 'dns', leadsTo: [], ok: null, fromLaptop: [], laptopOk: false },
    {
      name: 'schemes.mwanza.example',
      kind: 'dns',
      leadsTo: ['10.20.0.5'],
      ok: true,
      fromLaptop: ['10.20.0.77'],
      laptopOk: false,
    },
    {
      name: 'teachtrack.local',
      kind: 'mdns',
      leadsTo: ['10.20.0.5', 'fd00::5'],
      ok: true,
      fromLaptop: ['10.20.0.5'],
      laptopOk: true,
    },
  ],
  ticket: [
    'Please enter these names in our DNS:',
    '  plans.mwanza.example.  A  10.20.0.5',
    '',
    'BIND (in the file of the zone; raise its serial, then: rndc reload):',
    '  plans.mwanza.example. IN A 10.20.0.5',
  ].join('\n'),
};
