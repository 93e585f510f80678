import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkCurriculum, verdictLines } from '../../../appliance/curriculum/check.ts';
import { namesOfFile } from '../../../appliance/curriculum/import/file-name.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'teachtrack-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command as it is called from a checkout, in a folder that has nothing to do with it. */
function check(
  ...args: string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((done) => {
    const options = { cwd: folder, maxBuffer: 16 * 1024 * 1024 };
    execFile(join(root, 'bin/teachtrackctl'), ['curriculum', ...args], options, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

test('judges files without a database, and tells by the exit code when one is refused', async () => {
  const sample = join(root, 'appliance/curriculum/sample');
  const files = readdirSync(sample).filter((name) => name.endsWith('.json'));
  const good = await check('check', ...files.map((name) => join(sample, name)), '--json');
  expect(good.code).toBe(0);
  const { ok, files: verdicts } = JSON.parse(good.stdout);
  expect([ok, verdicts.length]).toEqual([true, files.length]);
  expect(verdicts[0]).toMatchObject({ ok: true, subject: 'English', grade: 'Grade 4', errors: [], assumptions: [] });
  for (const one of verdicts)
    expect(Math.min(one.strands, one.subStrands, one.outcomes, one.lessons)).toBeGreaterThan(0);

  writeFileSync(join(folder, 'cut.json'), '{"grade":"Grade 6","subject":"Crafts","strands":[{"name":"Cl');
  const bad = await check('check', join(sample, files[0] ?? ''), 'cut.json', 'none.json', folder, '--json');
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.stdout).files.map((one: { ok: boolean }) => one.ok)).toEqual([true, false, false, false]);
  expect(JSON.parse(bad.stdout).files[1].errors[0]).toMatchObject({ place: '/strands/0/name' });
  const wrongly = await check('inspect');
  expect([wrongly.code, wrongly.stderr.includes('teachtrackctl curriculum check FILE')]).toEqual([2, true]);
});

test('what a file holds is shown as text, never obeyed by the terminal', async () => {
  const file = {
    grade: 'Grade 6',
    subject: 'Cr\u001b[31mafts',
    strands: [{ name: 'Clay', outcomes: ['shape a pot'] }],
  };
  const lines = verdictLines(await checkCurriculum('a\u001b]0;b.json', Buffer.from(JSON.stringify(file))));
  expect(lines.join('\n')).not.toContain('\u001b');
});

test('a grade and a subject that only the name of the file tells are taken from it, and that is said', async () => {
  expect(namesOfFile('C:\\files\\grade-4-mathematics.json')).toEqual({ grade: 'Grade 4', learningArea: 'Mathematics' });
  expect(namesOfFile('Integrated_Science Grade 07 curriculum v2.json')).toEqual({
    grade: 'Grade 7',
    learningArea: 'Integrated Science',
  });
  expect(namesOfFile('export.json')).toEqual({});
  const strands = [{ name: 'Clay', subStrands: [{ name: 'Pots', lessons: 4, outcomes: ['shape a pot'] }] }];
  const verdict = await checkCurriculum('grade-6-crafts.json', Buffer.from(JSON.stringify({ strands })));
  expect(verdict).toMatchObject({ ok: true, grade: 'Grade 6', subject: 'Crafts' });
  expect(verdict.assumptions).toContain('The file names no grade; "Grade 6" was taken.');
});
