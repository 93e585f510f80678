import type { AlertSettingsFace } from '../../../installer/contract/calls/alerts.ts';
import type { Contract } from '../../../installer/contract/contract.ts';
import type { OutputOf } from '../../../installer/contract/define.ts';

const at = '2026-11-26T08:18:00.000Z';

export const lookedAt: OutputOf<Contract['upkeep.look']> = {
  can: [
    ...['health', 'golive', 'prove', 'backup list', 'drift', 'certificate', 'names', 'firewall', 'alerts', 'upgrade'],
    ...['support', 'rotate'],
  ],
  states: {
    golive: { at, ok: false, summary: '10 of 12 points are met; open: load test, alerts.' },
    backups: { at, ok: true, summary: 'The last backup is of 2026-11-26 01:10 UTC, 412 MB.' },
    certificate: { at, ok: true, summary: 'It is good until 2027-11-20 and renews itself.' },
    secrets: { at, ok: true, summary: 'Made new last on 2026-09-01: passwords of the database, key of the sign-ins.' },
    drift: { at, ok: false, summary: 'One thing is not as set up: /etc/teachtrack/nginx/nginx.conf.' },
    alerts: { at, ok: null, summary: 'Nobody is told of alerts yet.' },
    names: { at, ok: true, summary: 'plans.mwanza.example: all lead to this server.' },
    firewall: { at, ok: true, summary: 'In force: only the TCP ports 22, 80, 443 are open.' },
  },
};

const nginx = '/etc/teachtrack/nginx/nginx.conf';

export const drifted: OutputOf<Contract['drift.look']> = {
  at,
  ok: false,
  summary: `One thing is not as set up: ${nginx} (1 kept as changed).`,
  items: [
    {
      id: `file:${nginx}`,
      title: 'Configuration of the web server',
      what: `${nginx} is not as it was set up.`,
      advice: 'The web server goes on with what it read last until it is reloaded.',
      diff: `--- ours\n+++ there\n@@ -4,3 +4,3 @@\n events {\n-  worker_connections 4096;\n+  worker_connections 512;\n }\n`,
      choices: ['restore', 'keep', 'accept'],
    },
    {
      id: 'unit:teachtrack-worker@4.service',
      title: 'The workers run',
      what: 'teachtrack-worker@4.service is stopped.',
      choices: ['restore', 'accept'],
      accepted: { by: 'joseph from district-laptop', at, reason: 'Only until the new memory arrives' },
    },
  ],
  kept: [
    {
      path: '/etc/teachtrack/redis/cache.conf',
      by: 'joseph from district-laptop',
      at,
      oursChanged: true,
      diff: '--- ours\n+++ there\n@@ -2,1 +2,1 @@\n-maxmemory 512mb\n+maxmemory 256mb\n',
    },
  ],
  notChecked: [{ title: 'Settings of the database', why: 'the database did not answer within 10 s' }],
};

export const checklist: OutputOf<Contract['golive.look']> = {
  at,
  ok: false,
  summary: '3 of 6 points are met; 1 accepted by name; open: load test passed, backups on and one restore proven.',
  items: [
    { id: 'hardware', title: 'Hardware meets the tier', verdict: 'met', evidence: '16 cores, 32 GB, NVMe 0.4 ms.' },
    { id: 'mysql', title: 'Database settings in force', verdict: 'met', evidence: '41 settings read back as planned.' },
    {
      id: 'redis',
      title: 'Redis keeps what it is given',
      verdict: 'met',
      evidence: 'noeviction, append-only file on.',
    },
    {
      id: 'load-test',
      title: 'Load test passed',
      verdict: 'unknown',
      evidence: 'No load test was made on this server.',
      todo: 'Begin with one school and watch the status panel in its busiest hour. Or accept this point by name and with a reason.',
    },
    {
      id: 'backups',
      title: 'Backups on and one restore proven',
      verdict: 'not-met',
      evidence: 'There is no backup yet.',
      todo: 'Choose where backups go and make one: teachtrackctl backup now.',
    },
    {
      id: 'firewall',
      title: 'Firewall on',
      verdict: 'waived',
      evidence: 'No rules are in force.',
      waiver: { by: 'joseph from district-laptop', at, reason: 'The district filters at its router' },
    },
  ],
};

export const alertSettings: AlertSettingsFace = {
  mail: {
    host: 'mail.district.local',
    port: 587,
    security: 'starttls',
    from: 'TeachTrack <alerts@school.example>',
    to: ['head@school.example', 'it@school.example'],
  },
  webhook: { host: 'chat.school.example' },
  quietHours: { from: '21:00', to: '06:00' },
};

export const certificateNow: OutputOf<Contract['certificate.look']> = {
  at,
  ok: false,
  summary: 'The certificate ends in 12 days, on 8 December 2026. Bring its successor.',
  source: 'brought',
  names: ['plans.mwanza.example'],
  addresses: ['10.20.0.5'],
  issuer: 'District Issuing CA 3',
  fingerprint: 'AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89',
  notAfter: '2026-12-08T00:00:00.000Z',
  daysLeft: 12,
  nextRenewal: null,
  problems: ['The certificate ends in 12 days, on 8 December 2026. Bring its successor.'],
};

const record = (name: string, day: string, reason: 'nightly' | 'manual' | 'before-restore') => ({
  name,
  at: `2026-11-${day}T01:10:00.000Z`,
  bytes: 412_000_000,
  reason,
  durationMs: 48_000,
});
const newest = record('20261126t011000z-mwanza.ttbackup', '26', 'nightly');
const proven = record('20261122t011000z-mwanza.ttbackup', '22', 'nightly');

export const backupsNow: OutputOf<Contract['backups.list']> = {
  at,
  ok: false,
  summary: 'The last backup is of 2026-11-26 01:10 UTC, 412 MB. It could not be copied to office-nas.',
  last: newest,
  attempt: { at, ok: true, summary: 'made' },
  next: '2026-11-27T01:10:00.000Z',
  list: [newest, record('20261125t011000z-mwanza.ttbackup', '25', 'manual'), proven],
  targets: [
    { id: 'usb', where: '/mnt/usb-disk', ok: true, at, summary: 'Copied and read back.' },
    { id: 'nas', where: 'backup@office-nas:copies', ok: false, at, summary: 'It does not answer on port 22.' },
  ],
  keyConfirmed: false,
  proven: proven.name,
};

export const copiesNow: OutputOf<Contract['copies.list']> = {
  copies: [
    { id: 'usb', kind: 'folder', where: '/mnt/usb-disk', admits: null },
    {
      ...{ id: 'nas', kind: 'sftp', where: 'backup@office-nas:copies', user: 'backup' },
      admits: 'restrict,command="internal-sftp" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB6q teachtrack-backup',
    },
  ],
};

const put = {
  ...{ folder: '/var/lib/mysql', path: '/var/lib/teachtrack/emergency-reserve' },
  ...{ bytes: 2_147_483_648, schoolDays: 4 },
};

export const reserveNow: OutputOf<Contract['reserve.look']> = {
  ...{ at, ok: true, givenBack: null },
  summary: '2147 MB are put by for the day the disk is full: enough for about 4 school days.',
  places: [{ ...put, isThere: true }],
};

/** The database needed some of it to start on a full disk. */
export const reserveCut: OutputOf<Contract['reserve.look']> = {
  ...{ at, ok: false, givenBack: null },
  summary:
    '134 MB of the emergency reserve were given to the database, so that it could start on a full disk; 2013 MB are left. It is made whole again by itself as soon as well more is free.',
  places: [{ ...put, isThere: false, heldBytes: 2_013_265_920 }],
};

export const reserveGiven: OutputOf<Contract['reserve.look']> = {
  ...{ at, ok: false, givenBack: { at, by: 'anna', bytes: put.bytes } },
  summary:
    'The emergency reserve is in use: anna gave 2147 MB back, and 2147 MB were free. It is made again by itself as soon as well more is free.',
  places: [{ ...put, isThere: false }],
};

export const restorePlan: OutputOf<Contract['restore.plan']> = {
  backup: { name: newest.name, at: newest.at, server: 'mwanza', version: '0.1.0' },
  here: { server: 'mwanza', rows: 1_204_113 },
  rows: 1_198_002,
  documents: 4_211,
  isOtherServer: false,
  migrates: false,
  digest: 'f'.repeat(64),
};

export const schoolPlan: OutputOf<Contract['restore.planSchool']> = {
  backup: { name: newest.name, at: newest.at },
  school: { code: 'HILL', name: 'Hill Road Primary' },
  people: 1,
  tables: [
    { table: 'scheme', missing: 3, changed: 12, removed: 0 },
    { table: 'lesson_plan', missing: 41, changed: 7, removed: 2 },
  ],
  digest: 'a'.repeat(64),
};

export const supportManifest: OutputOf<Contract['support.prepare']> = {
  at,
  version: '0.1.0',
  files: [
    { path: 'facts.json', bytes: 48_211, masked: { address: 6 } },
    { path: 'logs/teachtrack-api@1.log', bytes: 812_400, masked: { person: 41, 'e-mail': 3, secret: 1 } },
    { path: 'settings/nginx.conf', bytes: 4_112, masked: {} },
  ],
  masked: { secret: 1, person: 41, 'e-mail': 3, address: 6 },
  notes: ['The database did not answer: its settings are not in it.'],
};
