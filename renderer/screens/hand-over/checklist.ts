import type { FaceReport } from '../../../installer/contract/shapes/report.ts';
import type { handOver } from './words.ts';

export type Item = { readonly id: string; readonly isDone: boolean; readonly text: string };

type Known = {
  readonly report: FaceReport;
  /** Undefined: not answered yet. */
  readonly isHealthy: boolean | undefined;
  readonly isEncrypted: boolean;
  readonly isSignInGone: boolean;
};

/** What is really known of a server that is about to be used; nothing is ticked by assumption. */
export function checklistOf(known: Known, words: (typeof handOver)['list']): readonly Item[] {
  const { report, isHealthy, isEncrypted, isSignInGone } = known;
  const passed = report.verified.filter(({ ok }) => ok).length;
  const all = report.verified.length;
  const accepted = new Set(report.overrides.map(({ requirement }) => requirement));
  const unmet = report.checks.filter(
    ({ requirement, verdict }) => verdict.kind === 'must-fix' && !accepted.has(requirement),
  ).length;
  const isMet = unmet === 0;
  return [
    { id: 'finals', isDone: all > 0 && passed === all, text: words.finals(passed, all) },
    { id: 'tier', isDone: report.outcome !== 'not-done', text: words.tier(report.tier) },
    {
      id: 'requirements',
      isDone: isMet && report.checks.length > 0,
      text: isMet ? words.requirements(accepted.size) : words.notMet(unmet),
    },
    ...(isHealthy === undefined
      ? []
      : [{ id: 'health', isDone: isHealthy, text: isHealthy ? words.health : words.unhealthy }]),
    { id: 'tls', isDone: false, text: isEncrypted ? words.encrypted : words.plain },
    { id: 'sign-in', isDone: isSignInGone, text: isSignInGone ? words.signIn : words.signInOpen },
  ];
}
