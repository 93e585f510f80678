import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, buildApp } from '../../appliance/app.ts';
import { mondayOf } from '../../appliance/features/record-checks/week.ts';
import { newId } from '../../appliance/ids.ts';
import { createLog } from '../../appliance/log.ts';
import { closeServices, openServices } from '../../appliance/open-services.ts';
import type { Services } from '../../appliance/services.ts';
import { today as dayHere } from '../../appliance/today.ts';
import { expireDocuments } from '../../appliance/workers/expire-documents.ts';
import { runJob } from '../../appliance/workers/run-job.ts';
import { tryJob } from '../../appliance/workers/try-job.ts';
import { until } from '../services/process.ts';
import { type Stack, startStack } from '../services/stack.ts';
import { runFirstTerm } from './running-term.ts';
import { administrator, generate, injecting, person, schemeRequest, school, type User } from './world.ts';

let stack: Stack;
let services: Services;
let app: App;
let teacher: User;
let schemeId: string;
let ictId: string;
const hostile = '<b>=HYPERLINK("x")</b> & <script>alert(1)</script>';

beforeAll(async () => {
  stack = await startStack();
  // Lessons are written down as missed: they must be over, in January as well.
  const termId = await runFirstTerm(stack, dayHere());
  const log = createLog('test');
  log.level = 'silent';
  services = openServices(stack.settings, stack.credentials, log);
  await until('Redis is there', () => services.cache.status === 'ready' && services.queueRedis.status === 'ready');
  app = await buildApp(services);
  const admin = await administrator(stack, injecting(app));
  const home = await school(admin, 'HOME');
  const ict = await person(admin, injecting(app), home.id, 'ict', 'school-ict-admin');
  ictId = ict.id;
  teacher = await person(ict, injecting(app), home.id, 'teacher');
  const request = { ...(await schemeRequest(teacher)), termId, textbook: hostile };
  const accepted = await generate(teacher, request, 'scheme-of-test');
  schemeId = accepted.body.schemeId;
  await runJob({ ...services, db: stack.db }, accepted.body.jobId);
});

afterAll(async () => {
  await app?.close();
  if (services !== undefined) await closeServices(services);
  await stack?.stop();
});

let keys = 0;
async function make(format: string, language = 'en', more: object = {}) {
  keys += 1;
  const headers = { 'idempotency-key': `document-${keys}` };
  const body = { kind: 'scheme', sourceId: schemeId, format, language, ...more };
  const accepted = await teacher.ask({ method: 'POST', path: '/api/v1/documents', headers, body });
  expect(accepted.status, JSON.stringify(accepted.body)).toBe(202);
  await runJob({ ...services, db: stack.db }, accepted.body.jobId).catch(() => undefined);
  return (await teacher.ask({ path: `/api/v1/jobs/${accepted.body.jobId}` })).body;
}

async function file(id: string) {
  const { headers } = await cookieOf(teacher);
  return app.inject({ url: `/api/v1/documents/${id}/file`, headers });
}

async function cookieOf(user: User) {
  const body = { name: user.name, password: user.password };
  const answer = await injecting(app)({ method: 'POST', path: '/api/v1/auth/login', body });
  return { headers: { host: 'teachtrack.test', cookie: String(answer.headers['set-cookie']).split(';')[0] } };
}

function stored(): string[] {
  const folder = stack.settings.documents.folder;
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((one) => (one.isFile() ? [one.name] : []))
    : [];
}

describe('files of a scheme of work', () => {
  test('a PDF whose text can be read, with what was typed as text and every page numbered', async () => {
    const job = await make('pdf', 'sw');
    expect(job).toMatchObject({ state: 'completed', target: { type: 'document' } });
    const answer = await file(job.target.id);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' });
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="Azimio la kazi, .*\.pdf"; filename\*=/,
    );
    const path = join(stack.folder, 'scheme.pdf');
    writeFileSync(path, answer.rawPayload);
    const text = execFileSync('pdftotext', ['-layout', path, '-']).toString();
    expect(text).toContain('Azimio la kazi');
    expect(text).toMatch(/Ukurasa 1 kati ya \d/);
    expect(text.replace(/\s+/g, ' ')).toContain('<script>alert(1)</script>');
    const fonts = execFileSync('pdffonts', [path]).toString();
    expect(fonts).toMatch(/noto-sans-latin-400.* yes no {2}yes/);
    expect(execFileSync('pdfinfo', [path]).toString()).toMatch(/Page size: .*A4/);
  });

  test('a Word file and a spreadsheet in which nothing typed is markup or a formula', async () => {
    const docx = await file((await make('docx')).target.id);
    expect(strFromU8(unzipSync(docx.rawPayload)['word/document.xml'] ?? new Uint8Array())).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;',
    );
    const xlsx = await file((await make('xlsx')).target.id);
    const sheet = strFromU8(unzipSync(xlsx.rawPayload)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).not.toMatch(/<f>/);
    // Not every program works out how high a row must be for its texts.
    const heights = [...sheet.matchAll(/<row r="\d+"([^>]*)>/g)].map(([, more]) =>
      Number(/ht="([\d.]+)"/.exec(more ?? '')?.[1]),
    );
    expect([Math.min(...heights), Math.max(...heights) > 60]).toEqual([13, true]);
  });

  test('the same contents are made once, and again when the file is gone', async () => {
    const before = stored().length;
    const [first, second] = [await make('pdf', 'sw'), await make('pdf', 'sw')];
    expect(second.target.id).toBe(first.target.id);
    expect(stored()).toHaveLength(before);
    rmSync(stack.settings.documents.folder, { recursive: true });
    const gone = await file(first.target.id);
    expect([gone.statusCode, gone.json().code]).toEqual([404, 'not-found']);
    expect((await file((await make('pdf', 'sw')).target.id)).statusCode).toBe(200);
  });

  test('a plain sentence when the file cannot be kept, and nothing half-written', async () => {
    const folder = stack.settings.documents.folder;
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(folder, 'a file where the folder should be');
    expect((await make('docx', 'fr')).state).not.toBe('completed');
    rmSync(folder);
    chmodSync(stack.folder, 0o755);
    expect((await make('docx', 'fr')).state).toBe('completed');
    expect(stored().filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('a full disk is said in a plain sentence, leaves nothing of the file, and is tried again when there is room', async () => {
    const folder = stack.settings.documents.folder;
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0777', 'tmpfs', folder]);
    try {
      writeFileSync(join(folder, 'ballast'), Buffer.alloc(1_048_576));
    } catch {
      // Full to the last byte.
    }
    try {
      const headers = { 'idempotency-key': 'while-the-disk-is-full' };
      const body = { kind: 'scheme', sourceId: schemeId, format: 'pdf', language: 'fr' };
      const { jobId } = (await teacher.ask({ method: 'POST', path: '/api/v1/documents', headers, body })).body;
      const tools = { ...services, db: stack.db };
      expect(await tryJob(tools, jobId)).toMatchObject({
        kind: 'failed',
        sentence: expect.stringMatching(/disk is full.*tell your ICT person/),
      });
      expect(stored()).toEqual(['ballast']);
      expect((await teacher.ask({ path: `/api/v1/jobs/${jobId}` })).body).toMatchObject({
        state: 'active',
        target: null,
      });
      rmSync(join(folder, 'ballast'));
      expect(await tryJob(tools, jobId)).toEqual({ kind: 'over' });
      const done = (await teacher.ask({ path: `/api/v1/jobs/${jobId}` })).body;
      expect([done.state, (await file(done.target.id)).statusCode]).toEqual(['completed', 200]);
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
  });

  test('what nobody fetched for a month is taken away, what was fetched stays', async () => {
    const [old, used] = [await make('pdf'), await make('xlsx')];
    await stack.db
      .updateTable('document_file')
      .set({ used_at: new Date('2020-01-01') })
      .execute();
    await file(used.target.id);
    const count = await expireDocuments(stack.db, stack.settings.documents.folder);
    expect(count).toBeGreaterThan(0);
    expect((await file(used.target.id)).statusCode).toBe(200);
    expect((await file(old.target.id)).statusCode).toBe(404);
    expect(stored()).toHaveLength(1);
  });

  test('plans, a week’s pack, the record and the missed lessons, as they stand', async () => {
    const rows = (await teacher.ask({ path: `/api/v1/schemes/${schemeId}` })).body.rows;
    const lesson = rows.find((row: { kind: string; week: number }) => row.kind === 'lesson' && row.week === 2);
    const { allocation_id: allocationId } = await stack.db
      .selectFrom('scheme')
      .select('allocation_id')
      .where('id', '=', schemeId)
      .executeTakeFirstOrThrow();
    const about = { allocationId, date: lesson.date, period: lesson.period, rowId: lesson.id };
    const missed = {
      clientOpId: 'missed-lesson',
      ...about,
      outcome: 'not-taught',
      reason: 'weather',
      remarks: hostile,
    };
    await teacher.ask({ method: 'POST', path: '/api/v1/deliveries', body: { items: [missed] } });
    const { school_id } = await stack.db.selectFrom('allocation').select('school_id').executeTakeFirstOrThrow();
    const look = { role: 'head', checked_by: teacher.id, checked_at: new Date('2026-03-04T09:00:00Z'), note: '' };
    const week_start = mondayOf(lesson.date);
    await stack.db
      .insertInto('record_check')
      .values({ allocation_id: allocationId, school_id, week_start, ...look })
      .execute();
    const read = async (more: object) => {
      const job = await make('pdf', 'en', more);
      expect(job.state, JSON.stringify(job)).toBe('completed');
      const path = join(stack.folder, 'one.pdf');
      writeFileSync(path, (await file(job.target.id)).rawPayload);
      return execFileSync('pdftotext', ['-layout', path, '-']).toString();
    };
    expect(await read({ kind: 'plan', rowId: lesson.id })).toMatch(/Lesson plan[\s\S]*Organisation of learning/);
    const pack = await read({ kind: 'week-pack', week: 2 });
    expect(pack.match(/Lesson plan/g)?.length).toBe(5);
    expect(pack).toMatch(/Scheme of work[\s\S]*Record of work covered/);
    const record = await read({ kind: 'record' });
    expect(record).toContain('Not taught');
    expect(record).toContain('<script>');
    expect(record).toMatch(/Checked[\s\S]*4 Mar 2026/);
    expect(await read({ kind: 'recovery' })).toMatch(/Lesson recovery schedule[\s\S]*Weather/);
    const docx = await make('docx', 'en', { kind: 'week-pack', week: 2 });
    const body = unzipSync((await file(docx.target.id)).rawPayload)['word/document.xml'] ?? new Uint8Array();
    expect(strFromU8(body).match(/<w:sectPr>/g)).toHaveLength(7);
    expect((await make('pdf', 'en', { kind: 'week-pack', week: 59 })).state).not.toBe('completed');
  });

  test('what was approved is printed as it was approved, with who signed, whatever changed since', async () => {
    const snapshot = await stack.db.selectFrom('scheme_row').selectAll().where('scheme_id', '=', schemeId).execute();
    const [row] = snapshot.filter(({ kind }) => kind === 'lesson');
    const texts = JSON.parse(row?.cells ?? '{}');
    const printing = async (more: object = {}) => {
      const path = join(stack.folder, 'approved.pdf');
      writeFileSync(path, (await file((await make('pdf', 'en', more)).target.id)).rawPayload);
      const text = execFileSync('pdftotext', ['-layout', path, '-']).toString();
      const [, code] = /\/verify\/([0-9A-Z-]{14})/.exec(text) ?? [];
      return { text, code, asked: await injecting(app)({ path: `/api/v1/verify/${code}` }) };
    };
    expect((await printing()).code).toBeUndefined();
    const rows = [{ id: row?.id, kind: 'lesson', week: 1, lesson: '1', date: null, units: 1, cells: texts }];
    const scheme = await stack.db.selectFrom('scheme').selectAll().where('id', '=', schemeId).executeTakeFirstOrThrow();
    const review = newId();
    const approved = {
      ...{ id: review, school_id: scheme.school_id, allocation_id: scheme.allocation_id, scheme_id: schemeId },
      ...({ revision: 1, state: 'approved', step_no: 1, steps: '[]', submitted_by: teacher.id, findings: 0 } as const),
      ...{ submitted_at: new Date('2026-01-09'), decided_at: new Date(), sha256: 'ab12'.repeat(16) },
      snapshot: JSON.stringify({ templateKey: scheme.template_key, rows }),
    };
    await stack.db.insertInto('review').values(approved).execute();
    const decided = { decided_by: ictId, decision: 'approve', decided_at: new Date('2026-01-10T09:00:00Z') } as const;
    await stack.db
      .insertInto('review_decision')
      .values({ id: newId(), review_id: review, step_no: 1, role: 'head', comment: '', ...decided })
      .execute();
    const cells = JSON.stringify({ ...texts, subStrand: 'Changed since' });
    const setCells = (to: string) =>
      stack.db
        .updateTable('scheme_row')
        .set({ cells: to })
        .where('id', '=', row?.id ?? '')
        .execute();
    await setCells(cells);
    const { text, code, asked } = await printing();
    expect(text).toMatch(/Approved · Contents AB12-AB12-AB12/);
    expect(text).toMatch(/Person teacher[\s\S]*9 Jan 2026/);
    expect(text).not.toContain('Changed since');
    expect(asked.body).toMatchObject({
      ...{ kind: 'scheme', code, contents: 'AB12-AB12-AB12', isCurrent: true, teacher: 'Person teacher' },
      approved: { by: 'Person ict', role: 'head', on: '2026-01-10' },
    });
    expect((await printing()).code, 'the same paper has the same code').toBe(code);
    // Of a lesson whose words are other than those that were approved nothing is proven.
    expect((await printing({ kind: 'plan', rowId: row?.id })).code).toBeUndefined();
    await setCells(JSON.stringify(texts));
    const plan = await printing({ kind: 'plan', rowId: row?.id });
    expect(plan.asked.body).toMatchObject({ kind: 'plan', isCurrent: true, lesson: { week: row?.week } });
    expect(plan.text).toContain(`Contents ${plan.asked.body.contents}`);
    await setCells(cells);
    expect((await injecting(app)({ path: `/api/v1/verify/${plan.code}` })).body).toMatchObject({ isCurrent: false });
    const newer = { ...approved, id: newId(), revision: 2, sha256: 'cd34'.repeat(16) };
    await stack.db.insertInto('review').values(newer).execute();
    const typed = `/api/v1/verify/${encodeURIComponent(` ${code?.toLowerCase().replaceAll('-', ' ')}`)}`;
    expect((await injecting(app)({ path: typed })).body).toMatchObject({ code, isCurrent: false });
    await stack.db.deleteFrom('review').where('scheme_id', '=', schemeId).execute();
  });

  test('a record is proven up to the last week that was looked at, until something in it is changed', async () => {
    const read = async () => {
      const path = join(stack.folder, 'record.pdf');
      writeFileSync(path, (await file((await make('pdf', 'en', { kind: 'record' })).target.id)).rawPayload);
      return /\/verify\/([0-9A-Z-]{14})/.exec(execFileSync('pdftotext', ['-layout', path, '-']).toString())?.[1];
    };
    const asked = async (code?: string) => (await injecting(app)({ path: `/api/v1/verify/${code}` })).body;
    expect(await read(), 'it was changed after it was looked at').toBeUndefined();
    await stack.db
      .updateTable('record_check')
      .set({ checked_at: new Date(Date.now() + 60_000) })
      .execute();
    const code = await read();
    expect(await asked(code)).toMatchObject({ kind: 'record', isCurrent: true, until: expect.any(String) });
    await stack.db.updateTable('delivery').set({ remarks: 'Changed' }).execute();
    expect(await asked(code)).toMatchObject({ isCurrent: false });
  });

  test('a forged code is told kindly that no paper has it, and guessing is slowed for that address alone', async () => {
    const ask = injecting(app, '192.0.2.66');
    const forged = await ask({ path: '/api/v1/verify/7K3M-9QWT-2XBF' });
    expect([forged.status, forged.body.code]).toEqual([404, 'not-found']);
    const guesses = await Promise.all(Array.from({ length: 35 }, () => ask({ path: '/api/v1/verify/0000-0000-0000' })));
    const refused = guesses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(6);
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(60);
    expect((await injecting(app, '192.0.2.67')({ path: '/api/v1/verify/0000-0000-0000' })).status).toBe(404);
  });

  test('refuses what cannot be made', async () => {
    const ask = (body: object) =>
      teacher.ask({ method: 'POST', path: '/api/v1/documents', headers: { 'idempotency-key': 'refused-1' }, body });
    expect((await ask({ kind: 'scheme', sourceId: schemeId, format: 'exe' })).status).toBe(400);
    expect((await ask({ kind: 'scheme', sourceId: 'x', format: 'pdf' })).status).toBe(400);
    expect((await ask({ kind: 'scheme', sourceId: '0'.repeat(26), format: 'pdf' })).status).toBe(404);
  });
});
