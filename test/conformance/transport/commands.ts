import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { Secret } from '../../../provision/model/secret.ts';
import { until } from '../../services/process.ts';
import { type Case, type Given, rejectsWith } from './given.ts';

const odd = [
  '',
  ' ',
  'a b',
  "it's",
  '"double"',
  '$(id)',
  '`id`',
  '$HOME',
  'back\\slash\\\\',
  'new\nline\n',
  '*',
  '~',
].concat([
  '-n',
  '--',
  '%s',
  '!!',
  'ключ 鍵 é',
  '\u{1f511}',
  '\t',
  ';',
  '&',
  '|',
  '#',
  "'",
  "''",
  '\\',
  "\\'",
  '{a,b}',
  '\r\n',
]);

export const commandCases: readonly Case[] = [
  {
    name: 'hands every odd argument over unchanged',
    async run({ transport, asRoot }) {
      const { stdout } = await transport.run({ argv: ['printf', '%s\\0', ...odd], asRoot });
      expect(stdout.split('\0').slice(0, -1)).toEqual(odd);
    },
  },
  {
    name: 'lets the exit code alone decide, never text on stderr',
    async run({ transport, asRoot }) {
      const loud = await transport.run({ argv: ['sh', '-c', 'echo fatal error >&2; echo fine'], asRoot });
      expect(loud).toMatchObject({ exitCode: 0, stdout: 'fine\n', stderr: 'fatal error\n' });
      const silent = await transport.run({ argv: ['sh', '-c', 'exit 7'], asRoot });
      expect(silent).toMatchObject({ exitCode: 7, stdout: '', stderr: '' });
    },
  },
  {
    name: 'never takes a program ended by a signal for a success',
    async run({ transport, asRoot }) {
      const { exitCode } = await transport.run({ argv: ['sh', '-c', 'kill -KILL $$'], asRoot });
      expect(exitCode).toBe(137);
    },
  },
  {
    name: 'tells a missing program by 127 and a file that is no program by 126',
    async run({ transport, asRoot }) {
      expect((await transport.run({ argv: ['no-such-program-here'], asRoot })).exitCode).toBe(127);
      expect((await transport.run({ argv: ['/etc/passwd'], asRoot })).exitCode).toBe(126);
    },
  },
  {
    name: 'passes binary input byte for byte',
    async run({ transport, asRoot }) {
      const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7 + (index >> 8)) % 256));
      const { stdout } = await transport.run({ argv: ['sha256sum'], stdin: bytes, asRoot });
      expect(stdout).toBe(`${createHash('sha256').update(bytes).digest('hex')}  -\n`);
    },
  },
  {
    name: 'gives a secret on standard input and nowhere else',
    async run({ transport, asRoot }) {
      const script = 'cat; tr "\\0" " " </proc/$$/cmdline; env';
      const { stdout } = await transport.run({ argv: ['sh', '-c', script], stdin: new Secret('hush-3141\n'), asRoot });
      if (transport.kind !== 'replay') expect(stdout.split('hush-3141').length).toBe(2);
    },
  },
  {
    name: 'closes standard input when there is none, and survives a program that does not read it',
    async run({ transport, asRoot }) {
      expect((await transport.run({ argv: ['cat'], asRoot })).stdout).toBe('');
      const unread = await transport.run({ argv: ['true'], stdin: Buffer.alloc(5_000_000), asRoot });
      expect(unread.exitCode).toBe(0);
    },
  },
  {
    name: 'carries ten megabytes of output',
    async run({ transport, asRoot }) {
      const { stdout } = await transport.run({ argv: ['sh', '-c', 'yes 123456789 | head -c 10000000'], asRoot });
      expect(stdout.length).toBe(10_000_000);
      expect(stdout).toBe('123456789\n'.repeat(1_000_000));
    },
  },
  {
    name: 'gives complete lines as they arrive, the last one also without its newline',
    async run({ transport, asRoot }) {
      const lines: string[] = [];
      const argv = ['sh', '-c', 'printf "one\\ntw"; sleep 0.2; printf "o é\\n\\nlast"'] as const;
      const { stdout } = await transport.run({ argv, asRoot, onLine: (line) => lines.push(line) });
      expect(lines).toEqual(['one', 'two é', '', 'last']);
      expect(stdout).toBe('one\ntwo é\n\nlast');
    },
  },
  {
    name: 'runs in / with the C locale, system programs on the path and the extra environment',
    async run({ transport, asRoot }) {
      const env = { TEACHTRACK_TEST: "it's $HOME\nhere" };
      const script = 'pwd; echo "$LC_ALL"; command -v nologin; printf %s "$TEACHTRACK_TEST"';
      const { stdout } = await transport.run({ argv: ['sh', '-c', script], env, asRoot });
      expect(stdout).toBe("/\nC\n/usr/sbin/nologin\nit's $HOME\nhere");
    },
  },
  {
    name: 'ends what takes too long, with all its children',
    async run(given) {
      const argv = beating(given, 'late', false);
      // Long enough to have begun, on a busy machine too: what never began could not be ended.
      let timeoutMs = 500;
      do {
        await rejectsWith('TT-RUN-02', given.transport.run({ argv, asRoot: given.asRoot, timeoutMs }));
        timeoutMs *= 4;
      } while (!hasBegun(given, 'late') && timeoutMs < 60_000);
      await stopsBeating(given, 'late');
    },
  },
  {
    name: 'ends a cancelled command, and starts none when it is cancelled before',
    async run(given) {
      const { transport, asRoot, folder } = given;
      const argv = beating(given, 'cancelled', true);
      const stop = new AbortController();
      const running = rejectsWith('TT-RUN-03', transport.run({ argv, asRoot, signal: stop.signal }));
      await until('it has begun', () => hasBegun(given, 'cancelled'));
      stop.abort();
      await running;
      await stopsBeating(given, 'cancelled');
      const touch = ['touch', join(folder, 'never')] as const;
      await rejectsWith('TT-RUN-03', transport.run({ argv: touch, asRoot, signal: AbortSignal.abort() }));
      expect(existsSync(join(folder, 'never'))).toBe(false);
    },
  },
  {
    name: 'does not wait for a child that was left behind with our output open',
    async run({ transport, asRoot }) {
      const { stdout } = await transport.run({ argv: ['sh', '-c', 'sleep 600 & echo "$!"'], asRoot });
      expect(stdout).toMatch(/^\d+\n$/);
      // It lives on: nobody has waited for its end.
      expect((await transport.run({ argv: ['kill', stdout.trim()], asRoot })).exitCode).toBe(0);
    },
  },
  {
    name: 'runs many commands at once',
    async run({ transport, asRoot }) {
      const numbers = Array.from({ length: 24 }, (_, index) => String(index));
      const results = await Promise.all(numbers.map((one) => transport.run({ argv: ['echo', one], asRoot })));
      expect(results.map(({ stdout }) => stdout.trim())).toEqual(numbers);
    },
  },
  {
    name: 'takes a script longer than one argument of the login shell can be',
    async run({ transport, asRoot }) {
      const script = (letter: string) => `: ${letter.repeat(90_000)}; printf ${letter}`;
      const argv = ['sh', '-c', 'sh -c "$1"; sh -c "$2"', 'sh', script('a'), script('b')] as const;
      expect((await transport.run({ argv, asRoot })).stdout).toBe('ab');
    },
  },
];

/** A program whose child writes a beat into a file, and may be deaf to SIGTERM. */
function beating({ folder }: Given, name: string, isDeaf: boolean) {
  const beat = `${isDeaf ? 'trap "" TERM; ' : ''}while :; do date +%s%N >>"$1"; sleep 0.05; done`;
  return ['sh', '-c', `sh -c '${beat}' sh "$1" & wait`, 'sh', join(folder, name)] as const;
}

async function stopsBeating({ folder, transport }: Given, name: string): Promise<void> {
  if (transport.kind === 'replay') return;
  const beat = () => readFileSync(join(folder, name), 'utf8');
  expect(beat()).not.toBe('');
  await until('it is silent', async () => {
    const last = beat();
    await pause(300);
    return beat() === last;
  });
}

function hasBegun({ folder, transport }: Given, name: string): boolean {
  const path = join(folder, name);
  return transport.kind === 'replay' || (existsSync(path) && statSync(path).size > 0);
}
