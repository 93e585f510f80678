import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../../provision/model/secret.ts';
import { localTransport } from '../../../provision/transport/local.ts';
import { type Recorded, readRecordings, saveRecording } from '../../../provision/transport/recorded.ts';
import { recording } from '../../../provision/transport/recording.ts';
import { replayTransport } from '../../../provision/transport/replay.ts';
import { rejectsWith } from '../../conformance/transport/given.ts';

describe('a recording', () => {
  test('is saved, read again and answers in the order it was made', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recording-'));
    const entries: Recorded[] = [];
    const live = recording(localTransport(), (entry) => entries.push(entry));
    const count = join(folder, 'count');
    const grow = { argv: ['sh', '-c', 'echo x >>"$1"; wc -l <"$1"', 'sh', count] } as const;
    await live.run(grow);
    await live.run(grow);
    await live.readFile('/no/such/file');
    await saveRecording(join(folder, 'host/commands.json'), entries);
    const replay = replayTransport(await readRecordings(join(folder, 'host')));
    const answers = [await replay.run(grow), await replay.run(grow), await replay.run(grow)];
    expect(answers.map(({ stdout }) => stdout.trim())).toEqual(['1', '2', '2']);
    expect(await replay.readFile('/no/such/file')).toBeUndefined();
    rmSync(folder, { recursive: true });
  });

  test('says what it has no answer to', async () => {
    const replay = replayTransport([]);
    const error = await rejectsWith('TT-RUN-04', replay.run({ argv: ['lsblk', '-J'], asRoot: true }));
    expect(error.message).toContain('["lsblk","-J"]');
    await rejectsWith('TT-RUN-04', replay.readFile('/etc/os-release'));
  });

  test('keeps the answers to different input apart', async () => {
    const entries: Recorded[] = [];
    const live = recording(localTransport(), (entry) => entries.push(entry));
    await live.run({ argv: ['cat'], stdin: 'one' });
    await live.run({ argv: ['cat'], stdin: 'two' });
    const replay = replayTransport(entries);
    expect((await replay.run({ argv: ['cat'], stdin: 'two' })).stdout).toBe('two');
    expect((await replay.run({ argv: ['cat'], stdin: 'one' })).stdout).toBe('one');
  });

  test('holds no secret, though the command got it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recording-'));
    const entries: Recorded[] = [];
    const secret = new Secret('hush-2718');
    const live = recording(localTransport(), (entry) => entries.push(entry), { secrets: [secret] });
    expect((await live.run({ argv: ['cat'], stdin: secret })).stdout).toBe('hush-2718');
    await saveRecording(join(folder, 'a.json'), entries);
    const text = readFileSync(join(folder, 'a.json'), 'utf8');
    expect(text).not.toContain('hush-2718');
    expect(text).toContain('"stdout": "***"');
    rmSync(folder, { recursive: true });
  });
});
