import { posix } from 'node:path';
import { stagedEngine } from '../../provision/bundle/bootstrap.ts';
import { serverPaths } from '../../provision/engine/paths.ts';
import { measuredWrites } from '../../provision/facts/teachtrack.ts';
import { type WriteLatency, writeLatency } from '../../provision/facts/write-latency.ts';
import { layout } from '../../provision/layout.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import type { JournalEntry, Origin } from '../../provision/model/journal.ts';
import type { Plan } from '../../provision/model/plan.ts';
import type { Argv, Transport } from '../../provision/model/transport.ts';
import type { Check } from './check-server.ts';
import { askCtl, installedOrStagedCtl, jsonOf, noSuchProgram, refusalOf } from './ctl.ts';
import { type FirewallState, settleFirewall } from './firewall.ts';
import type { OpenServer } from './open-server.ts';
import { stagedFile } from './plan-server.ts';
import { type Staged, trustedKeyName } from './stage-bundle.ts';

export type RunEnd =
  | {
      readonly end: 'finished';
      readonly run: string;
      readonly outcome: 'done' | 'failed' | 'cancelled';
      readonly firewall?: FirewallState;
    }
  | { readonly end: 'gone'; readonly run: string; readonly lastSeq: number; readonly message: string };

export type Start = {
  readonly staged: Staged;
  readonly plan: Plan;
  readonly origin: Origin;
  /** What was found before; goes into the report, and what it measured of the disk to later looks. */
  readonly check: Pick<Check, 'report' | 'facts'>;
};

/** Starts a plan in a unit of the server's own; gives the run's id. The server checks the bundle's signature again. */
export async function startInstall(server: OpenServer, { check, ...start }: Start): Promise<string> {
  const { transport } = server;
  const run = await startStaged(server, start);
  const checks = check.report.findings.map(({ id, title, verdict }) => ({ requirement: id, title, verdict }));
  const files: Readonly<Record<string, unknown>> = { 'checks.json': checks, [measuredWrites]: writesOf(check) };
  for (const [name, content] of Object.entries(files)) {
    if (content === undefined) continue;
    const path = posix.join(layout.runs, run, name);
    await transport.writeFile(path, JSON.stringify(content), { mode: 0o600, asRoot: true });
  }
  return run;
}

function writesOf({ facts }: Start['check']): WriteLatency | undefined {
  const found = facts.get(writeLatency);
  return found.kind === 'known' ? { measuredAt: new Date().toISOString(), ...found.value } : undefined;
}

/** Starts the plan of a staged bundle; the server checks its signature again. Gives the run's id. */
export async function startStaged(
  { transport }: OpenServer,
  { staged, plan, origin }: Omit<Start, 'check'>,
): Promise<string> {
  const argv = stagedEngine(
    staged.folder,
    ...['start', '--plan', '-', '--bundle', staged.folder, '--origin', JSON.stringify(origin)],
    ...['--key', stagedFile(staged, trustedKeyName), '--suite', staged.suite, '--json'],
  );
  return runOf(await askCtl(transport, { argv, stdin: JSON.stringify(plan) }));
}

/** Starts a plan that the installed engine made; gives the run's id. */
export async function startInstalled({ transport }: OpenServer, plan: Plan, origin: Origin): Promise<string> {
  const argv = installedOrStagedCtl('start', '--plan', '-', '--origin', JSON.stringify(origin), '--json');
  return runOf(await askCtl(transport, { argv, stdin: JSON.stringify(plan) }));
}

export async function startUninstall({ transport }: OpenServer, plan: Plan, origin: Origin): Promise<string> {
  const argv = installedOrStagedCtl('uninstall', '--plan', '-', '--origin', JSON.stringify(origin), '--json');
  return runOf(await askCtl(transport, { argv, stdin: JSON.stringify(plan) }));
}

/** Goes on with a run that failed, was cancelled or was cut off; gives its id. */
export async function resumeRun({ transport }: OpenServer, run: string, origin: Origin): Promise<string> {
  const argv = installedOrStagedCtl('resume', '--run', run, '--origin', JSON.stringify(origin), '--json');
  return runOf(await askCtl(transport, { argv }));
}

export type FollowOptions = {
  /** How to call the engine: of a staged bundle, or the installed one. */
  readonly engine: (...args: readonly string[]) => Argv;
  readonly run: string;
  /** Number of the first entry wanted. Default 1. */
  readonly from?: number;
  readonly onEntry: (entry: JournalEntry) => void;
  /** Said when the line broke and is made whole again. */
  readonly onLineLost: () => void;
  readonly signal?: AbortSignal;
};

/** For how long a server may be out of reach while it is followed: a reboot takes its time. */
const outOfReachMs = 5 * 60_000;

/**
 * Shows a run from its first entry to its end. A broken line is made whole and the run is taken up after the last entry
 * seen: none is lost, none comes twice. Rejects with TT-SSH-09 when the server stays out of reach; the run goes on.
 */
export async function followRun(server: OpenServer, options: FollowOptions): Promise<RunEnd> {
  const { transport } = server;
  const { engine, run, from = 1, onEntry, onLineLost, signal } = options;
  let next = from;
  let lostSince: number | undefined;
  for (;;) {
    try {
      const take = (entry: JournalEntry) => {
        if (entry.seq < next) return;
        next = entry.seq + 1;
        lostSince = undefined;
        onEntry(entry);
      };
      const end =
        (await followOnce(transport, engine('follow', '--run', run, '--from', String(next), '--json'), signal, take)) ??
        (await followedWithoutEngine(transport, { run, from: next }, take));
      if (end.end !== 'finished' || end.outcome !== 'done') return end;
      const firewall = await settleFirewall(server);
      return firewall === undefined ? end : { ...end, firewall };
    } catch (error) {
      if (!isOutOfReach(error) || signal?.aborted === true) throw error;
      lostSince ??= Date.now();
      if (Date.now() - lostSince > outOfReachMs) throw error;
      onLineLost();
      await pause(1_000, signal);
    }
  }
}

/** Undefined when there is no engine any more. */
async function followOnce(
  transport: Transport,
  argv: Argv,
  signal: AbortSignal | undefined,
  onEntry: (entry: JournalEntry) => void,
): Promise<RunEnd | undefined> {
  let end: RunEnd | undefined;
  let refusal: string | undefined;
  await transport.reconnect();
  const answer = await transport.run({
    argv,
    asRoot: true,
    timeoutMs: 6 * 3_600_000,
    onLine: (line) => {
      const value = jsonOf(line);
      if (typeof value !== 'object' || value === null) return;
      if ('end' in value) end = value as RunEnd;
      else if ('seq' in value) onEntry(value as JournalEntry);
      else if ('error' in value) refusal = line;
    },
    ...(signal === undefined ? {} : { signal }),
  });
  if (end !== undefined) return end;
  if (noSuchProgram.includes(answer.exitCode)) return undefined;
  const refused = refusal === undefined ? undefined : refusalOf({ ...answer, stdout: refusal });
  if (refused !== undefined) throw refused;
  throw new ProvisionError({
    code: 'TT-SSH-09',
    message: `Following the run ended early (exit code ${answer.exitCode}); it may go on at the server.`,
    evidence: answer.stderr.trim().split('\n').slice(-4),
  });
}

const journal = 'tail -n "+$1" -- "$2" 2>/dev/null || tail -n "+$1" -- "$3" 2>/dev/null; exit 0';

/**
 * An uninstall takes the engine away at its end, and leaves its journal: the rest of it, and how it ended. Rejects with
 * TT-JOURNAL-01 when it does not say.
 */
async function followedWithoutEngine(
  transport: Transport,
  { run, from }: { readonly run: string; readonly from: number },
  onEntry: (entry: JournalEntry) => void,
): Promise<RunEnd> {
  const places = [serverPaths.runs, serverPaths.finished].map((folder) => posix.join(folder, run, 'journal.jsonl'));
  // The last one that was seen comes again: it may have been the end.
  const argv: Argv = ['sh', '-c', journal, 'sh', String(Math.max(1, from - 1)), ...places];
  const { stdout } = await transport.run({ argv, asRoot: true });
  const entries = stdout.split('\n').flatMap((line) => (line === '' ? [] : [jsonOf(line) as JournalEntry]));
  const last = entries.at(-1)?.event;
  if (last?.kind !== 'run-finished') {
    throw new ProvisionError({
      code: 'TT-JOURNAL-01',
      message: `TeachTrack is not on this server any more, and nothing there tells how the run ${run} ended. Look with “teachtrack status”.`,
    });
  }
  for (const entry of entries) onEntry(entry);
  return { end: 'finished', run, outcome: last.outcome };
}

function isOutOfReach(error: unknown): boolean {
  return error instanceof ProvisionError && ['TT-SSH-09', 'TT-SSH-02', 'TT-SSH-03', 'TT-RUN-04'].includes(error.code);
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function runOf(answer: string): string {
  const value = jsonOf(answer.trim().split('\n').at(-1) ?? '');
  if (typeof value === 'object' && value !== null && 'run' in value && typeof value.run === 'string') return value.run;
  throw new ProvisionError({
    code: 'TT-RUN-04',
    message: 'The engine on the server did not say which run it started.',
    evidence: answer.trim().split('\n').slice(0, 5),
  });
}
