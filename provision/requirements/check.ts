import type { ErrorCode } from '../model/error.ts';
import type { Facts } from '../model/fact.ts';
import type { Offer, Requirement, Topic, Verdict } from '../model/requirement.ts';
import { type Tier, tiers, type WantedState } from '../model/wanted.ts';
import { goodForTeachers, machineWords, missingFor } from './capacity-estimate.ts';
import { requirementCatalogue, sizeRequirements } from './catalogue.ts';
import type { Sized } from './tier-needs.ts';
import { count, listed } from './words.ts';

export type Finding = {
  readonly id: string;
  readonly topic: Topic;
  readonly title: string;
  readonly severity: Requirement['severity'];
  readonly verdict: Verdict;
  /** Whether an install stops here: a blocking must-fix that nobody accepted. */
  readonly stops: boolean;
  /** The error of an install that this stops. */
  readonly code: ErrorCode;
  /** False: no reason is taken. */
  readonly overridable: boolean;
  /** Accepted by the person, with the reason: shown and reported instead of stopping. */
  readonly override?: { readonly reason: string };
};

/** What a check says of a machine. Plain data: survives JSON. */
export type CheckReport = {
  readonly findings: readonly Finding[];
  readonly wantedTier: Tier;
  /** The largest number of teachers whose blocking demands on size this machine meets; unknown sizes do not count. */
  readonly tierMet?: Tier;
  /** What keeps the machine from the wanted tier, or makes it slower there; short phrases. */
  readonly limits: readonly string[];
  /** Estimated teachers at once; absent when cores, memory or storage could not be read. */
  readonly goodFor?: number;
  /** Requirements named in overrides that changed nothing: not known, met, advice only, or not to be overridden. */
  readonly unusedOverrides: readonly string[];
  /** The machine, what it is good for and what to add, in two or three sentences. */
  readonly sentence: string;
};

/** Joins facts and demands. Pure. */
export function judge(facts: Facts, wanted: WantedState, offer: Offer = {}): CheckReport {
  const findings = requirementCatalogue.map((requirement) => findingOf(requirement, facts, wanted, offer));
  const tierMet = tiers.findLast((tier) =>
    sizeRequirements.every((one) => allows(one, facts, { ...wanted, tier }, offer)),
  );
  const goodFor = goodForTeachers(facts, wanted, tierMet);
  return {
    findings,
    wantedTier: wanted.tier,
    ...(tierMet === undefined ? {} : { tierMet }),
    limits: limitsOf(findings),
    ...(goodFor === undefined ? {} : { goodFor }),
    unusedOverrides: wanted.overrides
      .map(({ requirement }) => requirement)
      .filter((id) => !findings.some((finding) => finding.id === id && finding.override !== undefined)),
    sentence: sentenceOf(facts, { wanted, tierMet, goodFor }, findings),
  };
}

/** The findings that stop an install. */
export function stopping(report: CheckReport): readonly Finding[] {
  return report.findings.filter(({ stops }) => stops);
}

function findingOf(requirement: Requirement, facts: Facts, wanted: WantedState, offer: Offer): Finding {
  const { id, topic, title, severity } = requirement;
  const verdict = requirement.judge(facts, wanted, offer);
  const overridable = requirement.overridable !== false;
  const given = wanted.overrides.find((one) => one.requirement === id);
  const needsIt = severity === 'block' && verdict.kind === 'must-fix';
  const accepted = needsIt && overridable ? given : undefined;
  return {
    id,
    topic,
    title,
    severity,
    verdict,
    stops: needsIt && accepted === undefined,
    code: requirement.code ?? 'TT-CHECK-01',
    overridable,
    ...(accepted === undefined ? {} : { override: { reason: accepted.reason } }),
  };
}

function allows(requirement: Requirement, facts: Facts, wanted: WantedState, offer: Offer): boolean {
  if (requirement.severity === 'advise') return true;
  const { kind } = requirement.judge(facts, wanted, offer);
  return kind === 'good' || kind === 'could-be-better';
}

/** Between needed and recommended nothing limits; those who miss a need do. */
function limitsOf(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ id, severity, title, verdict }) => {
    if (!isSize(id) || verdict.kind === 'good' || verdict.kind === 'could-not-check') return [];
    const limits = verdict.kind === 'must-fix' || severity === 'advise';
    return limits ? [`${title}: ${verdict.measured}; needed: ${verdict.needed}`] : [];
  });
}

type Size = { readonly wanted: Sized; readonly tierMet: Tier | undefined; readonly goodFor: number | undefined };

function sentenceOf(facts: Facts, { wanted, tierMet, goodFor }: Size, findings: readonly Finding[]): string {
  const wantedTier = wanted.tier;
  const machine = machineWords(facts, wanted);
  if (goodFor === undefined)
    return `${machine === '' ? 'The machine' : machine}: could not be checked far enough to say for how many teachers it is good.`;
  const about = goodFor === wantedTier || goodFor === tierMet ? '' : 'about ';
  const first = `${machine}: good for ${about}${count(goodFor)} teachers${about === '' ? '' : ' by estimate'}`;
  const missing = missingFor(facts, wanted);
  const add = missing.length === 0 ? '.' : `; for ${count(wantedTier)} add ${listed(missing)}.`;
  return `${first}${add} ${tierWords(wantedTier, tierMet, findings)}`;
}

/** Names what is slower than wanted, which no tier is refused for. */
function tierWords(wantedTier: Tier, tierMet: Tier | undefined, findings: readonly Finding[]): string {
  if (tierMet === undefined) return 'It is too small for every size that is offered.';
  if (tierMet < wantedTier) return `It can be set up for ${count(tierMet)} teachers.`;
  const slow = findings.filter(({ id, severity, verdict }) => isSize(id) && severity === 'advise' && isShort(verdict));
  const back = slow.map(({ title }) => `the ${title.charAt(0).toLowerCase()}${title.slice(1)}`);
  return back.length === 0 ? `Tier ${wantedTier} is met.` : `Tier ${wantedTier} is met, held back by ${listed(back)}.`;
}

function isSize(id: string): boolean {
  return sizeRequirements.some((one) => one.id === id);
}

function isShort({ kind }: Verdict): boolean {
  return kind === 'must-fix' || kind === 'could-be-better';
}
