import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { account } from '../../../appliance/web/site/words/en/account.ts';
import { parts } from '../../../appliance/web/status/words/en/parts.ts';
import { sourceFiles } from '../../architecture/imports.ts';
import { actingRoutes, leadingTo } from '../acts.ts';

const root = resolve(import.meta.dirname, '../../..');

const ofOneself = 'the session, the language or what was read, of oneself alone';
const previewed = 'changes nothing that is in force';
const asJob = 'the job keeps who asked and when; what it does to others is recorded by its worker';
const ownWriting = 'the document keeps each change with who and when, and can be undone';

/** Routes that change something and write no line about it, each with the reason. */
const unrecorded: Record<string, string> = {
  'POST /auth/login': ofOneself,
  'POST /auth/logout': ofOneself,
  'POST /auth/lock': ofOneself,
  'POST /auth/unlock': ofOneself,
  'POST /account/notice': ofOneself,
  'PUT /account/language': ofOneself,
  'POST /announcements/:id/seen': ofOneself,
  'POST /calendars/:year/preview': previewed,
  'POST /curriculum/preview': previewed,
  'POST /schools/:id/timetable/preview': previewed,
  'POST /people/imports': previewed,
  'POST /people/imports/:id/check': previewed,
  'POST /schools/:id/reflows': previewed,
  'POST /people/imports/:id/commit': asJob,
  'POST /reflows/:id/move': asJob,
  'POST /account/data': asJob,
  'POST /documents': asJob,
  'POST /jobs/:id/cancel': asJob,
  'POST /schemes/generate': asJob,
  'POST /schemes/:id/plans/prepare': asJob,
  'POST /slips': asJob,
  'POST /schemes/:id/copy': ownWriting,
  'POST /shared/:token/copy': ownWriting,
  'POST /schemes/:id/edits': ownWriting,
  'POST /schemes/:id/reflow': ownWriting,
  'POST /schemes/:id/shuffle': ownWriting,
  'POST /schemes/:id/undo': ownWriting,
  'PATCH /schemes/:id/rows/:rowId': ownWriting,
  'POST /schemes/:id/rows/:rowId/regenerate': ownWriting,
  'PATCH /schemes/:id/plans/:rowId': ownWriting,
  'POST /schemes/:id/plans/:rowId/prepare': ownWriting,
  'POST /schemes/:id/plans/:rowId/regenerate': ownWriting,
  'POST /schemes/:id/plans/:rowId/undo': ownWriting,
  'POST /deliveries': ownWriting,
  'POST /deliveries/:id/way': ownWriting,
  'PUT /deliveries/:id/recovery': ownWriting,
};

test('every route that changes something writes down who did it, or says why not', () => {
  const leads = leadingTo(root, ['appliance/features', 'appliance/database'], /\brecord\((?:db|transaction)\b/);
  const silent = actingRoutes(root).flatMap(({ route, file, text }) => (leads(file, text) ? [] : [route]));
  expect(silent.sort()).toEqual(Object.keys(unrecorded).sort());
});

test('the tracing of routes sees a line that is missing', () => {
  const leads = leadingTo(root, ['appliance/features', 'appliance/database'], /\bnobodyCallsThis\(/);
  const routes = actingRoutes(root);
  expect(routes.length).toBeGreaterThan(80);
  expect(routes.filter(({ file, text }) => leads(file, text))).toEqual([]);
});

test('every act has its words on the status panel, and those of a school on its page as well', () => {
  const acts = ['appliance/features', 'appliance/workers'].flatMap((folder) =>
    sourceFiles(root, folder).flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/\baction: '([a-z-]+\.[a-z-]+)'/g)].map(
        ([, act = '']) => act,
      ),
    ),
  );
  const ofDistrict = /^(maintenance|site-language|banner|queue|request|curriculum|calendar)\./;
  expect(acts.filter((act) => parts.audit.acts[act] === undefined)).toEqual([]);
  expect(acts.filter((act) => !ofDistrict.test(act) && account.audit.actions[act] === undefined)).toEqual([]);
});
