import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { teachtrack } from '../../e2e/command.ts';

let config: string;

beforeAll(() => {
  config = mkdtempSync(join(tmpdir(), 'teachtrack-cli-'));
});
afterAll(() => rmSync(config, { recursive: true }));

function run(...args: readonly string[]) {
  return teachtrack(args, { config, env: { NO_COLOR: '1' } }).finished;
}

describe('the command line', () => {
  test('help names every command and the exit codes', async () => {
    const { exitCode, stdout } = await run('--help');
    expect(exitCode).toBe(0);
    for (const name of [
      'check',
      'plan',
      'install',
      'follow',
      'cancel',
      'status',
      'health',
      'report',
      'uninstall',
      'bundle',
    ]) {
      expect(stdout).toContain(`  ${name} `);
    }
    expect(stdout).toContain('Exit codes');
  });

  test('an unknown command or flag ends with 2 and says how it is called', async () => {
    const [command, flag] = await Promise.all([run('chekc'), run('check', '--prot', '22')]);
    expect([command.exitCode, flag.exitCode]).toEqual([2, 2]);
    expect(command.stderr).toContain('chekc');
    expect(flag.stderr).toContain('--prot');
  });

  test('what is no fingerprint of a host key is named as such before anybody is asked', async () => {
    const { exitCode, stderr } = await run('check', 'anna@127.0.0.1:9', '--host-key', 'SHA256:abc', '--agent');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--host-key SHA256:abc is not a fingerprint');
    const copied = await run('check', 'anna@127.0.0.1:9', '--host-key', `SHA256:${'a'.repeat(43)}.`, '--agent');
    expect(copied.stderr).toContain('refused the connection');
  });

  test('an answers file with unknown and bad fields is refused with every place', async () => {
    const answers = join(config, 'answers.yaml');
    writeFileSync(answers, 'version: 1\nteir: 500\nserver:\n  port: 0\n');
    const { exitCode, stdout } = await run('check', '--answers', answers, '--json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'TT-ANSWERS-01',
        message: `${answers} has 2 problems`,
        evidence: ['server.port: is below 1', 'teir: is not a known field'],
      },
    });
  });

  test('without a terminal nothing is asked: what is missing is named', async () => {
    const { exitCode, stderr } = await run('check', 'root@127.0.0.1:1');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--password-file, --key or --agent');
  });

  test('an address where nobody listens is told at once', async () => {
    const secret = join(config, 'password');
    writeFileSync(secret, 'x\n');
    const args = ['check', 'root@127.0.0.1:1', '--password-file', secret, '--host-key', `SHA256:${'A'.repeat(43)}`];
    const { exitCode, stderr } = await run(...args);
    expect(exitCode).toBe(4);
    expect(stderr).toContain('TT-SSH-02');
  });

  test('forgetting a server that was never known says so', async () => {
    const { exitCode, stdout } = await run('forget', '10.0.0.5');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('was not known');
  });
});
