import { parseWanted } from '../../provision/ctl/wanted-schema.ts';
import { factsOf } from '../../provision/facts/answer.ts';
import { factCatalogue } from '../../provision/facts/catalogue.ts';
import { collectFacts } from '../../provision/facts/collect.ts';
import { operatingSystem } from '../../provision/facts/operating-system.ts';
import { type TeachTrack, teachtrack } from '../../provision/facts/teachtrack.ts';
import { writeLatency } from '../../provision/facts/write-latency.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import type { Fact, FactOutcome, Facts } from '../../provision/model/fact.ts';
import type { WantedState } from '../../provision/model/wanted.ts';
import { type CheckReport, type Finding, judge, stopping } from '../../provision/requirements/check.ts';
import type { OpenServer } from './open-server.ts';

export type { CheckReport, Finding } from '../../provision/requirements/check.ts';

export type Check = {
  readonly report: CheckReport;
  readonly wanted: WantedState;
  readonly facts: Facts;
  /** From the first question to the last answer, in milliseconds: one round trip, or two. */
  readonly durationMs: number;
};

export type CheckOptions = {
  /** The wanted state for the tier the machine meets; asked with the largest tier first when none was chosen. */
  readonly wantedFor: (tierMet: CheckReport['tierMet']) => WantedState;
  /** Version that would be installed. */
  readonly version?: string;
  /**
   * The speed of the disk is measured by writing a little. `unless-installed`: only where TeachTrack is not yet, so that
   * a server which is as it should be is not written to; costs a second round trip where it is not.
   */
  readonly measureDisk: 'always' | 'unless-installed';
  readonly signal?: AbortSignal;
};

/** Looks at a server and judges it. Changes nothing. */
export async function checkServer({ transport }: OpenServer, options: CheckOptions): Promise<Check> {
  const { wantedFor, version, measureDisk, signal } = options;
  const first = wantedFor(undefined);
  const ask = (facts: readonly Fact<unknown>[]) =>
    collectFacts(transport, facts, { names: first.names, ...(signal === undefined ? {} : { signal }) });
  const started = performance.now();
  const facts = measureDisk === 'always' ? await ask(factCatalogue) : await withDiskUnlessInstalled(ask);
  const durationMs = performance.now() - started;
  const offer = version === undefined ? {} : { version };
  const { tierMet } = judge(facts, first, offer);
  const wanted = wantedFor(tierMet);
  return { report: judge(facts, wanted, offer), wanted, facts, durationMs };
}

/** The same facts judged for another wish; nothing is asked of the server. */
export function judgeAgain(check: Check, { wantedFor, version }: Pick<CheckOptions, 'wantedFor' | 'version'>): Check {
  const offer = version === undefined ? {} : { version };
  const { tierMet } = judge(check.facts, wantedFor(undefined), offer);
  const wanted = wantedFor(tierMet);
  return { ...check, wanted, report: judge(check.facts, wanted, offer) };
}

export type Existing = {
  /** Null: nothing is installed. */
  readonly version: string | null;
  readonly runs: number;
  readonly holder: { readonly who: string; readonly since: string; readonly alive: boolean } | null;
  /** What was wanted of it last; null when that cannot be read. */
  readonly wanted: WantedState | null;
};

/** What is there of TeachTrack already. */
export function existingIn(facts: Facts): Existing {
  const found = facts.get(teachtrack);
  if (found.kind === 'unknown') return { version: null, runs: 0, holder: null, wanted: null };
  const { version = null, runs, lock, wantedState } = found.value;
  const holder = lock === undefined ? null : { who: lock.who, since: lock.since, alive: lock.alive };
  return { version, runs, holder, wanted: wantedOf(wantedState) };
}

function wantedOf(text: string | undefined): WantedState | null {
  try {
    return text === undefined ? null : parseWanted(text);
  } catch {
    return null;
  }
}

async function withDiskUnlessInstalled(ask: (facts: readonly Fact<unknown>[]) => Promise<Facts>): Promise<Facts> {
  const facts = await ask(factCatalogue.filter((fact) => fact.writes !== true));
  const there = facts.get(teachtrack);
  const isInstalled = there.kind === 'known' && there.value.version !== undefined;
  const disk = isInstalled ? factsOf(new Map([[writeLatency.id, earlier(there.value)]])) : await ask([writeLatency]);
  return { get: (fact) => (fact.id === writeLatency.id ? disk : facts).get(fact) };
}

/** The figure of the look before an earlier run; without one, that there is none and how to get it. */
function earlier({ writes }: TeachTrack): FactOutcome<unknown> {
  if (writes !== undefined) return { kind: 'known', value: writes };
  return {
    kind: 'unknown',
    why: 'an installation does not measure it on a running server, for that writes to its disk',
    next: 'Nothing has to be done. “teachtrack check” measures it, and so does Check in the app.',
  };
}

/**
 * Rejects with the code of the first finding that stops an install, and all of them as evidence; of a server where a run is
 * under way with that alone, for everything else is about to change.
 */
export function requireInstallable({ findings }: CheckReport): void {
  const all = stopping({ findings } as CheckReport);
  const locked = all.filter(({ code }) => code === 'TT-LOCK-01');
  const stops = locked.length > 0 ? locked : all;
  const [first] = stops;
  if (first === undefined) return;
  throw new ProvisionError({
    code: first.code,
    message: stops.length === 1 ? first.title : `${stops.length} requirements are not met`,
    evidence: stops.map(sentenceOf),
  });
}

function sentenceOf({ id, title, verdict }: Finding): string {
  if (verdict.kind === 'good') return `${title} (${id})`;
  const measured = 'measured' in verdict ? `${verdict.measured}; ` : '';
  return `${title} (${id}): ${measured}needed: ${verdict.needed}. ${verdict.fix}`;
}

/** Whether a first sign-in lies on the server that nobody has seen yet. */
export function signInWaits(facts: Facts): boolean {
  const found = facts.get(teachtrack);
  return found.kind === 'known' && found.value.signInWaits === true;
}

/** Whether nothing of our firewall waits for a laptop to prove that it gets in. */
export function firewallHolds(facts: Facts): boolean {
  const found = facts.get(teachtrack);
  return found.kind === 'known' && found.value.firewallHolds === true;
}

/** The Debian suite whose packages the server needs. Rejects with TT-CHECK-02 when it has none. */
export function suiteOf(facts: Facts): string {
  const system = facts.get(operatingSystem);
  if (system.kind === 'known' && system.value.codename !== undefined) return system.value.codename;
  throw new ProvisionError({
    code: 'TT-CHECK-02',
    message: system.kind === 'known' ? 'The server’s system names no release.' : system.why,
  });
}
