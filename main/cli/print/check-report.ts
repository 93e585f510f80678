import type { CheckReport, Finding } from '../../../installer/session/check-server.ts';
import { paint, wrap } from './style.ts';

const topicNames: Readonly<Record<Finding['topic'], string>> = {
  server: 'Server',
  storage: 'Storage',
  network: 'Network',
  names: 'Names',
  services: 'Services already there',
  space: 'Space',
  time: 'Time',
};

/** The findings by topic, passes too, and what the machine is good for. */
export function checkText(
  { findings, sentence, wantedTier, unusedOverrides }: CheckReport,
  durationMs: number,
): string {
  const topics = [...new Set(findings.map((finding) => finding.topic))];
  const groups = topics.map((topic) =>
    [
      paint('bold', topicNames[topic]),
      ...findings.filter((finding) => finding.topic === topic).map((finding) => findingText(finding)),
    ].join('\n'),
  );
  const stops = findings.filter((finding) => finding.stops).length;
  const verdict =
    stops === 0
      ? paint('green', `Ready to install for ${wantedTier} teachers.`)
      : paint(
          'red',
          `${stops === 1 ? 'One thing' : `${stops} things`} must be fixed before ${wantedTier} teachers can be served.`,
        );
  return [
    ...groups,
    '',
    wrap(sentence, 0),
    verdict,
    ...unusedOverrides.map((id) => `Accepting ${id} changes nothing: it does not stop an install here.`),
    paint('dim', `Looked in ${(durationMs / 1000).toFixed(1)} s; nothing was changed.`),
  ].join('\n');
}

function findingText({ id, title, verdict, override }: Finding): string {
  if (override !== undefined) return `  ${paint('yellow', '○')} ${title}: accepted by you (${override.reason})`;
  if (verdict.kind === 'good') return `  ${paint('green', '✓')} ${title}: ${wrap(verdict.measured, 6)}`;
  const sign =
    verdict.kind === 'must-fix'
      ? paint('red', '✗')
      : verdict.kind === 'could-be-better'
        ? paint('yellow', '~')
        : paint('yellow', '?');
  const measured = verdict.kind === 'could-not-check' ? 'could not check' : verdict.measured;
  return [
    `  ${sign} ${paint('bold', title)}: ${wrap(measured, 6)} ${paint('dim', `[${id}]`)}`,
    `      needed: ${wrap(verdict.needed, 14)}`,
    ...verdict.why.map((why, index) => `      ${index === 0 ? 'because' : 'or'}: ${wrap(why, 10)}`),
    `      do: ${wrap(verdict.fix, 10)}`,
  ].join('\n');
}
