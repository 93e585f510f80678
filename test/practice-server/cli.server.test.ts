import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { must, run } from './host/run.ts';

const name = `cli-${process.pid}`;
const practice = (...words: string[]) => [process.execPath, join(import.meta.dirname, 'cli.ts'), ...words];

afterAll(() => run(practice('down', name)));

test('a server is started, listed, used, cut off, switched off and on, and removed by name', async () => {
  // The first one of a machine makes its root.
  const wish = ['--name', name, '--cores', '8', '--memory', '16384', '--disk', 'ssd'];
  const up = await must(practice('up', ...wish), { timeoutMs: 1_500_000 });
  expect(up).toMatch(/host key SHA256:/);
  expect(await must(practice('list'))).toMatch(new RegExp(`${name}  on  bookworm .* 8 cores, 16384 MiB, 512 GiB ssd`));
  expect(await must(practice('ssh', name, 'grep', '-c', '^processor', '/proc/cpuinfo'))).toBe('8\n');
  await must(practice('cut', name));
  await must(practice('restore', name));
  await must(practice('power-cut', name));
  expect(await must(practice('list'))).toContain(`${name}  off`);
  await must(practice('boot', name));
  expect(await must(practice('ssh', '--user', 'anna', name, 'id', '-un'))).toBe('anna\n');
  await must(practice('down', name));
  expect(await must(practice('list'))).not.toContain(name);
});

test('what cannot be done is said in a sentence, with exit code 1', async () => {
  const nobody = await run(practice('boot', 'nobody'));
  expect(nobody).toMatchObject({ exitCode: 1, stderr: 'No practice server nobody: see `npm run practice -- list`\n' });
  expect((await run(practice('up', '--name', 'No Name'))).stderr).toMatch(/^"No Name" is no name for a server/);
  expect((await run(practice('up', '--cores', '0'))).stderr).toContain('A whole number of at least 1');
});
