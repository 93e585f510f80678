import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

const minutes = 60_000;
export const ago = (count: number) => new Date(Date.now() - count * minutes).toISOString();

/** Writes state files as the server's own programs do, in the shapes that they have. */
export function stateWriter(folder: string) {
  mkdirSync(join(folder, 'history'), { recursive: true });
  const write = (name: string, details: object) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(`${path}.part`, `${JSON.stringify({ at: ago(0), ok: true, summary: 'All well.', ...details })}\n`);
    renameSync(`${path}.part`, path);
  };
  return {
    write,
    remove: (name: string) => rmSync(join(folder, `${name}.json`)),
    /** A server where everything is as it should be. */
    allWell() {
      write('health', { ...health, at: ago(0) });
      write('alerts', { rules: [{ id: 'disk', title: 'Disk', when: 'over 80 %' }], active: [], deliveries: [] });
      write('backups', backups());
      write('drill', { summary: 'Brought back, counted and signed in.', proven: { name: nightly, at: ago(2_900) } });
      write('certificate', {
        ...{ summary: 'Good for all names for 364 days.', source: 'own', daysLeft: 364, names: ['teachtrack.local'] },
      });
      write('names', {
        summary: 'All names lead here.',
        names: ['teachtrack.local', 'plans.hill.example'].map((name) => ({ name, kind: 'dns', leadsTo: [], ok: true })),
      });
      write('firewall', { summary: 'On: 22, 80 and 443 are open.', state: 'in-force' });
      write('drift', { summary: 'Nothing was changed by hand.', items: [] });
      write('reserve', reserve);
      write('golive', { summary: 'Ready but for one thing.', items: checklist });
      write('load-test', {
        ...{ summary: '2500 virtual teachers at once passed: every mark was met.', held: 2_500, asked: 2_500 },
        tier: 2_000,
      });
      for (const file of ['fine', 'coarse'] as const)
        writeFileSync(join(folder, 'history', `${file}.ring`), ring(file));
    },
    health: (changes: object) => write('health', { ...health, at: ago(0), ...changes }),
  };
}

const services = ['Database', 'Redis', 'Workers', 'API'].map((name) => ({ name, ok: true, detail: 'Connected' }));

const health = {
  healthy: true,
  summary: 'All well. 3 people on now.',
  services,
  figures: {
    people: { onNow: 3 },
    database: { connections: 450, maxConnections: 2_000, percent: 22.5, slowPerMinute: 0 },
    redis: { clients: 42, memoryBytes: 85_000_000 },
    workers: { running: 4, wanted: 4, jobsEach: 16 },
    api: { healthy: 8, wanted: 8 },
    machine: {
      ...{ load1: 1.2, cores: 16, memoryPercent: 61.5, uptimeSeconds: 86_400 },
      disks: [{ path: '/', percent: 41.2, freeBytes: 220e9 }],
    },
  },
};

const nightly = 'teachtrack-2026-03-01-0215';

function backups() {
  const record = (name: string, reason: string, age: number) => ({ name, reason, at: ago(age), bytes: 412e6 });
  const last = record(nightly, 'nightly', 420);
  return {
    ...{ summary: 'The last backup is in two places.', last, next: ago(-1_020), keyConfirmed: true },
    list: [last, record('before-1.1.0', 'before-upgrade', 1_500), record('by-hand', 'manual', 4_000)],
    targets: [
      { id: 'local', kind: 'local', where: '/var/lib/teachtrack/backups', ok: true, summary: '220 GB free' },
      { id: 'nas', kind: 'sftp', where: 'nas.hill.example', ok: true, summary: 'reached at 02:31' },
    ],
  };
}

const reserve = {
  summary: '2147 MB are put by for the day the disk is full: enough for about 4 school days.',
  places: [
    { folder: '/var/lib/mysql', path: '/var/lib/teachtrack/emergency-reserve', bytes: 2_147_483_648, isThere: true },
  ],
};

const checklist = [
  { id: 'tier', title: 'Hardware meets the tier', verdict: 'met', evidence: '16 cores, 32 GB' },
  { id: 'load', title: 'Load test', verdict: 'not-met', evidence: 'Never run', todo: 'Run it on an evening.' },
  { id: 'names', title: 'Names lead here', verdict: 'met' },
];

/** A day or a month in the form of the monitor's memory, with half an hour of which nothing is known. */
function ring(file: 'fine' | 'coarse'): Buffer {
  const period = file === 'fine' ? 30 : 900;
  const now = Math.floor(Date.now() / 1_000 / period) * period;
  const slots = Array.from({ length: 2_880 }, (_, back) => {
    const t = now - back * period;
    const wave = Math.max(0, Math.sin(((t % 86_400) / 86_400) * Math.PI * 2 - Math.PI / 2));
    const sample = {
      t,
      ok: 1,
      on: Math.round(412 * wave),
      rps: 210 * wave,
      p95: 20 + 18 * wave,
      err: 0,
      db: 40 + 410 * wave,
    };
    const text = back > 300 && back < 360 ? '' : JSON.stringify({ ...sample, wait: 0, load: 1.2, mem: 61, disk: 41 });
    const sum = crc32(text).toString(16).padStart(8, '0');
    return { place: (t / period) % 2_880, slot: text === '' ? ' '.repeat(512) : `${text.padEnd(503)}${sum}\n` };
  });
  const bytes = Buffer.alloc(2_880 * 512, ' ');
  for (const { place, slot } of slots) bytes.write(slot, place * 512, 'latin1');
  return bytes;
}

/** Two things that somebody changed, one of them to be decided about in the installer only, and one that is kept. */
export const changedByHand = {
  ...{ ok: false, summary: '2 things are not as set up: nginx.conf, nginx.service.' },
  items: [
    {
      ...{ id: 'file:/etc/teachtrack/nginx/nginx.conf', title: 'nginx', kind: 'file' },
      what: '/etc/teachtrack/nginx/nginx.conf was changed.',
      diff: '--- /etc/teachtrack/nginx/nginx.conf\n+++ /etc/teachtrack/nginx/nginx.conf\n@@ -3,2 +3,2 @@\n   # Answers\n-  gzip on;\n+  gzip off;\n',
      ...{ choices: ['restore', 'keep', 'accept'], panel: ['restore', 'accept'], digest: 'd'.repeat(64) },
    },
    {
      ...{ id: 'masked:nginx.service', title: 'The web server', kind: 'masked' },
      ...{ what: 'nginx.service is masked: somebody forbade it to start.', advice: 'An install stops at it.' },
      ...{ choices: ['restore', 'accept'], panel: [], digest: 'e'.repeat(64) },
    },
  ],
  kept: [{ path: '/etc/teachtrack/my.cnf', by: 'anna from laptop', at: ago(9_000), oursChanged: true, diff: '' }],
};

export const upgraded = {
  ...{ summary: '1.2.0 serves.', from: '1.1.0', to: '1.2.0' },
  wayBack: { to: '1.1.0', until: null, losesData: true },
};
