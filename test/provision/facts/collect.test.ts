import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factCatalogue } from '../../../provision/facts/catalogue.ts';
import { clock } from '../../../provision/facts/clock.ts';
import { collectFacts } from '../../../provision/facts/collect.ts';
import { cpu } from '../../../provision/facts/cpu.ts';
import { memory } from '../../../provision/facts/memory.ts';
import { nameResolution } from '../../../provision/facts/name-resolution.ts';
import { services } from '../../../provision/facts/services.ts';
import { systemd } from '../../../provision/facts/systemd.ts';
import type { Fact } from '../../../provision/model/fact.ts';
import type { Command, Transport } from '../../../provision/model/transport.ts';
import { localTransport } from '../../../provision/transport/local.ts';

const fact = (id: string, script: string, more: Partial<Fact<string>> = {}): Fact<string> => ({
  id,
  title: id,
  script,
  parse: (stdout) => stdout.trim(),
  ...more,
});

const local = localTransport();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'facts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Keeps what was run, and hands it on. */
function watched(transport: Transport, change: (command: Command) => Command = (command) => command) {
  const commands: Command[] = [];
  const run = (command: Command) => {
    commands.push(command);
    return transport.run(change(command));
  };
  return { transport: { ...transport, run }, commands };
}

describe('collecting facts', () => {
  test('takes one round trip, asks nothing twice and reads this machine', async () => {
    const { transport, commands } = watched(local);
    const facts = await collectFacts(transport, [cpu, memory, cpu]);
    expect(commands).toHaveLength(1);
    expect(String(commands[0]?.stdin).split('fact cpu ')).toHaveLength(2);
    expect(facts.get(cpu)).toMatchObject({ kind: 'known', value: { cores: expect.any(Number) } });
    expect(facts.get(memory).kind).toBe('known');
  });

  test('keeps snippets apart: one that fails, exits, reads its input or hangs takes no other with it', async () => {
    const list = [
      fact('first', 'value=1; cd /; exit 0'),
      fact('failing', 'exit 3'),
      fact('reading', 'cat; echo empty'),
      fact('broken', "echo 'a'; )"),
      fact('hanging', 'sleep 30'),
      fact('waiting', 'sleep 0.2; echo waited', { waits: true }),
      fact('last', `echo "it's \${value:-unset} \\\\ $0"`),
    ];
    const facts = await collectFacts(local, list);
    expect(list.map((one) => facts.get(one))).toEqual([
      { kind: 'known', value: '' },
      { kind: 'unknown', why: 'the question ended with code 3 on the server' },
      { kind: 'known', value: 'empty' },
      { kind: 'unknown', why: expect.stringContaining('ended with code 2') },
      { kind: 'unknown', why: 'the server took too long to answer this question' },
      { kind: 'known', value: 'waited' },
      { kind: 'known', value: "it's unset \\ sh" },
    ]);
  });

  test('hands over the asking machine’s time and the names to look up, and lets no odd name into the script', async () => {
    const options = { nowSeconds: 1_000.9, names: ['localhost', 'a"; touch /tmp/odd; "'] };
    const facts = await collectFacts(local, [clock, nameResolution], options);
    const { serverSeconds } = must(facts.get(clock));
    expect(facts.get(clock)).toMatchObject({ value: { aheadSeconds: serverSeconds - 1000 } });
    const { names } = must(facts.get(nameResolution));
    expect(Object.keys(names)).toEqual(['localhost']);
    expect(names['localhost']).toEqual(expect.arrayContaining([expect.stringMatching(/^(127\.0\.0\.1|::1)$/)]));
  });

  test('survives a system without tools, and says what is missing', async () => {
    const bare = join(folder, 'bin');
    mkdirSync(bare);
    for (const tool of ['sh', 'cat', 'grep', 'sed', 'ls', 'sleep', 'date', 'uname', 'readlink']) {
      symlinkSync(await pathOf(tool), join(bare, tool));
    }
    const { transport } = watched(local, (command) => ({
      ...command,
      argv: [join(bare, 'sh')],
      // The script adds the system's folders to PATH: here they are to be missing.
      stdin: String(command.stdin).replace(/PATH="[^"]*"/, `PATH='${bare}'`),
    }));
    const facts = await collectFacts(transport, factCatalogue);
    expect(facts.get(cpu).kind).toBe('known');
    expect(facts.get(memory).kind).toBe('known');
    expect(facts.get(systemd)).toEqual({ kind: 'known', value: undefined });
    expect(facts.get(services)).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('systemctl is missing'),
    });
    const unknown = factCatalogue.filter((one) => facts.get(one).kind === 'unknown').map(({ id }) => id);
    expect(unknown).toEqual(expect.arrayContaining(['package-locks', 'storage', 'virtualisation', 'write-latency']));
  });

  test('refuses an answer that is cut short', async () => {
    const { transport } = watched(local, (command) => ({ ...command, stdin: 'echo Welcome; exit 0' }));
    await expect(collectFacts(transport, [cpu])).rejects.toMatchObject({ code: 'TT-RUN-04', evidence: ['Welcome'] });
  });

  test('does nothing at all when the script arrives cut short', async () => {
    const mark = join(folder, 'mark');
    const { transport } = watched(local, (command) => ({ ...command, stdin: String(command.stdin).slice(0, -20) }));
    await expect(collectFacts(transport, [fact('marking', `touch ${mark}`)])).rejects.toMatchObject({
      code: 'TT-RUN-04',
    });
    expect((await local.run({ argv: ['test', '-e', mark] })).exitCode).toBe(1);
  });
});

function must<T>(outcome: { readonly kind: string; readonly value?: T }): T {
  if (outcome.value === undefined) throw new Error(`not known: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

async function pathOf(tool: string): Promise<string> {
  return (await local.run({ argv: ['sh', '-c', 'command -v "$1"', 'sh', tool] })).stdout.trim();
}
