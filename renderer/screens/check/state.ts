import type { Answers } from '../../../installer/contract/answers.ts';
import type { FaceFinding } from '../../../installer/contract/shapes/finding.ts';

export type Kind = FaceFinding['verdict']['kind'] | 'accepted';

export function kindOf({ verdict, override }: FaceFinding): Kind {
  return override === undefined ? verdict.kind : 'accepted';
}

export type Group = { readonly topic: FaceFinding['topic']; readonly findings: readonly FaceFinding[] };

const weight: Readonly<Record<Kind, number>> = {
  'must-fix': 0,
  'could-not-check': 1,
  'could-be-better': 2,
  accepted: 3,
  good: 4,
};

/** By topic in the order they come, the worst first within each. */
export function groupsOf(findings: readonly FaceFinding[]): readonly Group[] {
  return [...new Set(findings.map(({ topic }) => topic))].map((topic) => ({
    topic,
    findings: findings
      .filter((finding) => finding.topic === topic)
      .toSorted((a, b) => weight[kindOf(a)] - weight[kindOf(b)]),
  }));
}

export function countsOf(findings: readonly FaceFinding[]): readonly (readonly [Kind, number])[] {
  const kinds: readonly Kind[] = ['must-fix', 'could-be-better', 'could-not-check', 'accepted', 'good'];
  return kinds
    .map((kind) => [kind, findings.filter((finding) => kindOf(finding) === kind).length] as const)
    .filter(([, number]) => number > 0);
}

export function withOverride(answers: Answers, requirement: string, reason: string | undefined): Answers {
  const others = (answers.overrides ?? []).filter((one) => one.requirement !== requirement);
  return { ...answers, overrides: reason === undefined ? others : [...others, { requirement, reason }] };
}
