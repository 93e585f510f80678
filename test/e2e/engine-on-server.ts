import { setTimeout as pause } from 'node:timers/promises';
import type { JournalEntry, JournalEvent, Plan } from '../../installer/contract/events.ts';
import type { CrashPlace } from '../../provision/engine/crash-point.ts';
import type { PracticeServer } from '../practice-server/practice-server.ts';

export type Crash = { readonly step: string; readonly place: CrashPlace; readonly afterMs?: number };
export type Attempt = { readonly run: string; readonly entries: readonly JournalEntry[] };

/** The staged engine of a practice server, called as root past SSH, with crash points. */
export class EngineOnServer {
  readonly #server: PracticeServer;
  readonly #folder: string;

  constructor(server: PracticeServer, version: string) {
    this.#server = server;
    this.#folder = `/var/lib/teachtrack/staging/${version}`;
  }

  /** Starts the run of a plan; it dies at the first crash point that it comes to. */
  async start(plan: Plan, ...crashes: readonly Crash[]): Promise<string> {
    const args = [
      'start',
      '--plan',
      '-',
      '--bundle',
      this.#folder,
      '--origin',
      '{"who":"eve","from":"drill"}',
      '--json',
    ];
    return (JSON.parse(await this.#ctl(args, crashes, JSON.stringify(plan))) as { readonly run: string }).run;
  }

  async resume(run: string, ...crashes: readonly Crash[]): Promise<void> {
    await this.#ctl(['resume', '--run', run, '--json'], crashes);
  }

  /** Waits until nobody works on the run any more; gives its last event of all. */
  async ended(run: string, timeoutMs = 1_200_000): Promise<JournalEvent | undefined> {
    for (const until = Date.now() + timeoutMs; ; await pause(200)) {
      const { exitCode } = await this.#server.exec(['systemctl', 'is-active', '--quiet', `teachtrack-run-${run}`]);
      if (exitCode !== 0) return (await this.journal(run)).at(-1)?.event;
      if (Date.now() > until) throw new Error(`${run} goes on for longer than ${timeoutMs} ms`);
    }
  }

  async journal(run: string): Promise<readonly JournalEntry[]> {
    const { stdout } = await this.#server.exec(['cat', `/var/lib/teachtrack/runs/${run}/journal.jsonl`]);
    return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as JournalEntry]));
  }

  async #ctl(args: readonly string[], crashes: readonly Crash[], stdin = ''): Promise<string> {
    const points = crashes.map(({ step, place, afterMs = 0 }) => `${step}:${place}:${afterMs}`);
    const rehearsal =
      points.length === 0 ? [] : ['TEACHTRACK_REHEARSAL=1', `TEACHTRACK_CRASH_POINT=${points.join(',')}`];
    const engine = [`${this.#folder}/release/bin/node`, `${this.#folder}/release/ctl.mjs`];
    return this.#server.mustExec(['env', ...rehearsal, ...engine, ...args], { stdin, timeoutMs: 600_000 });
  }
}
