import type { BackupsState, DrillState } from '../backup/state.ts';
import type { GoLive } from '../golive/checklist.ts';
import { layout } from '../layout.ts';
import type { Change } from '../model/change.ts';
import type { JournalEntry, Origin } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { Verdict } from '../model/requirement.ts';
import type { Override, Tier, WantedState } from '../model/wanted.ts';
import type { LastTest } from '../prove/last-test.ts';
import type { Verified } from './verify.ts';

/** One requirement as judged before the run. */
export type CheckedRequirement = { readonly requirement: string; readonly title: string; readonly verdict: Verdict };

export type ReportStep = {
  readonly step: string;
  readonly title: string;
  readonly state: 'done' | 'as-it-should-be' | 'put-back' | 'failed' | 'not-finished' | 'not-reached';
  readonly durationMs?: number;
  readonly changes: readonly Change[];
  /** What was read back from the machine, or why it failed. */
  readonly evidence: readonly string[];
};

export type Report = ReportNow & {
  readonly format: 1;
  readonly run: string;
  readonly kind: Plan['kind'];
  readonly upgrade?: Plan['upgrade'];
  readonly purpose?: Plan['purpose'];
  /** From the final checks alone: no check that ran, or one that failed, is `not-done`. */
  readonly outcome: 'done' | 'done-with-warnings' | 'not-done';
  readonly warnings: readonly string[];
  readonly displayName: string;
  readonly tier: Tier;
  readonly version: string;
  readonly origin: Origin;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly resumed: number;
  readonly workedMs: number;
  readonly addresses: readonly string[];
  /** Which ports are open, and for what. */
  readonly ports: readonly string[];
  readonly steps: readonly ReportStep[];
  readonly verified: readonly Verified[];
  readonly checks: readonly CheckedRequirement[];
  readonly overrides: readonly Override[];
  readonly undo: string;
  readonly secrets: readonly { readonly path: string; readonly what: string }[];
};

/** What the server said of itself when the report was asked for; nothing of the journal. */
export type ReportNow = {
  readonly goLive?: GoLive | undefined;
  readonly loadTest?: LastTest | undefined;
  readonly backups?: Pick<BackupsState, 'at' | 'ok' | 'summary' | 'last' | 'next'> | undefined;
  readonly drill?: Pick<DrillState, 'at' | 'ok' | 'summary' | 'proven'> | undefined;
};

/** Folds a journal, and what was checked before, into the report. Undefined when the run never began. */
export function reportOf(
  run: string,
  entries: readonly JournalEntry[],
  checks: readonly CheckedRequirement[] = [],
): Report | undefined {
  const first = entries[0];
  if (first?.event.kind !== 'run-started') return undefined;
  const { plan, origin } = first.event;
  const attempt = lastAttempt(entries);
  const last = attempt.findLast(({ event }) => event.kind === 'verified')?.event;
  const verified = last?.kind === 'verified' ? last.checks : [];
  const finished = attempt.find(({ event }) => event.kind === 'run-finished');
  const isProven =
    finished?.event.kind === 'run-finished' &&
    finished.event.outcome === 'done' &&
    // What is put back is proven by its own step.
    (verified.length > 0 || plan.purpose === 'put-back') &&
    verified.every(({ ok }) => ok);
  const warnings = warningsOf(plan.wanted.overrides, checks);
  return {
    format: 1,
    run,
    kind: plan.kind,
    ...(plan.upgrade === undefined ? {} : { upgrade: plan.upgrade }),
    ...(plan.purpose === undefined ? {} : { purpose: plan.purpose }),
    outcome: isProven ? (warnings.length === 0 ? 'done' : 'done-with-warnings') : 'not-done',
    warnings,
    displayName: plan.wanted.displayName,
    tier: plan.wanted.tier,
    version: plan.version,
    origin,
    startedAt: first.at,
    ...(finished === undefined ? {} : { finishedAt: finished.at }),
    resumed: entries.filter(({ event }) => event.kind === 'run-resumed').length,
    workedMs: entries.reduce((sum, { event }) => sum + (event.kind === 'run-finished' ? event.durationMs : 0), 0),
    addresses: addressesOf(plan),
    ports: portsOf(plan),
    steps: stepsOf(plan, entries),
    verified,
    checks,
    overrides: plan.wanted.overrides,
    undo: undoOf(plan),
    secrets: secretPlaces,
  };
}

/** From the last start or resume on: what an earlier attempt proved may not hold any more. */
function lastAttempt(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const at = entries.findLastIndex(({ event }) => event.kind === 'run-started' || event.kind === 'run-resumed');
  return entries.slice(Math.max(0, at));
}

function warningsOf(overrides: readonly Override[], checks: readonly CheckedRequirement[]): readonly string[] {
  const accepted = overrides.map(({ requirement, reason }) => `${requirement} was accepted: ${reason}`);
  const open = checks.flatMap(({ title, verdict }) => {
    if (verdict.kind === 'good') return [];
    if (verdict.kind === 'could-not-check') return [`${title}: could not be checked. ${verdict.fix}`];
    return [`${title}: ${verdict.measured}; needed: ${verdict.needed}. ${verdict.fix}`];
  });
  return [...accepted, ...open];
}

function addressesOf({ kind, wanted }: Plan): readonly string[] {
  if (kind === 'uninstall') return [];
  const hosts = [
    ...wanted.names,
    ...wanted.addresses.map((address) => (address.includes(':') ? `[${address}]` : address)),
  ];
  const schemes = wanted.tls.kind === 'plain-lan' ? ['http'] : ['https', 'http'];
  return schemes.flatMap((scheme) => hosts.map((host) => `${scheme}://${host}/`));
}

function portsOf({ kind, wanted }: Plan): readonly string[] {
  if (kind === 'uninstall') return [];
  const { firewall, tls } = wanted;
  const site = tls.kind === 'plain-lan' ? 'TCP 80: the site' : 'TCP 443: the site; TCP 80 leads there';
  const all = [site, `TCP 22, or the port where SSH was found: ${sourcesOf(firewall)}`];
  if (firewall?.kind !== 'on') return [...all, 'No firewall of ours is in force: every other program may be reached.'];
  const more =
    firewall.alsoOpen.length === 0 ? [] : [`TCP ${firewall.alsoOpen.join(', ')}: kept open as was asked for`];
  return [...all, ...more, 'Everything else is closed by the firewall.'];
}

function sourcesOf(firewall: WantedState['firewall']): string {
  const from = firewall?.kind === 'on' ? (firewall.sshFrom ?? []) : [];
  return from.length === 0 ? 'for those who look after the server' : `from ${from.join(', ')} alone`;
}

function stepsOf(plan: Plan, entries: readonly JournalEntry[]): readonly ReportStep[] {
  const steps = new Map<string, ReportStep>(
    plan.steps.map(({ step, title }) => [step, { step, title, state: 'not-reached', changes: [], evidence: [] }]),
  );
  const set = (step: string, told: Partial<ReportStep>) => {
    const known = steps.get(step) ?? { step, title: step, state: 'not-reached', changes: [], evidence: [] };
    steps.set(step, { ...known, ...told });
  };
  for (const { event } of entries) {
    switch (event.kind) {
      case 'step-satisfied':
        if (steps.get(event.step)?.state !== 'done')
          set(event.step, { state: settled(steps.get(event.step)), evidence: event.evidence });
        break;
      case 'step-started':
        set(event.step, {
          state: 'not-finished',
          changes: [...(steps.get(event.step)?.changes ?? []), ...event.changes],
        });
        break;
      case 'step-done':
        set(event.step, { state: 'done', evidence: event.evidence, durationMs: event.durationMs });
        break;
      case 'step-undone':
        set(event.step, { state: 'put-back', durationMs: event.durationMs });
        break;
      case 'step-failed':
        set(event.step, { state: 'failed', evidence: [`${event.code}: ${event.message}`, ...event.evidence] });
        break;
      default:
    }
  }
  return [...steps.values()];
}

/** A step that was cut off and is found satisfied by the resumed run was done by this run. */
function settled(known: ReportStep | undefined): ReportStep['state'] {
  return known !== undefined && known.changes.length > 0 ? 'done' : 'as-it-should-be';
}

function undoOf({ kind, removeData, purpose }: Plan): string {
  if (purpose === 'put-back') return `What was there before is kept on the server in ${layout.drift}/replaced.`;
  if (purpose !== undefined) return 'A secret from before that opens nothing any more stays gone: make new ones again.';
  if (kind === 'install')
    return 'Run “teachtrack uninstall” on the laptop, or “teachtrackctl uninstall” on the server: every file is put back from its receipt; data is kept unless you ask for its removal.';
  return removeData
    ? 'The data was removed and cannot be brought back.'
    : 'Install again: the data that was kept is used again.';
}

const secretPlaces = [
  { path: layout.secrets, what: 'passwords of the database, keys of the sessions; readable by root alone' },
  { path: layout.tls, what: 'the key of the web server’s certificate and of the authority that signed it' },
] as const;
