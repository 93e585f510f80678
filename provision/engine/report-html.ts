import type { Change } from '../model/change.ts';
import { escaped } from './html-text.ts';
import type { CheckedRequirement, Report, ReportStep } from './report.ts';
import { capacitySection, careSection, goLiveSection, plainSection } from './report-now.ts';
import { reportStyle } from './report-style.ts';

/** One page without anything from outside: for a screen, a phone and A4 paper. */
export function reportHtml(report: Report): string {
  const title = `${report.displayName}: ${about(report)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p class="outcome ${report.outcome}"><strong>${outcomeWords[report.outcome]}</strong> ${outcomeReason(report)}</p>
</header>
<main>
${plainSection(report)}
${factsTable(report)}
${listSection('Warnings', report.warnings)}
${verifiedSection(report)}
${listSection('Addresses', report.addresses)}
${listSection('Ports', report.ports)}
${goLiveSection(report.goLive)}
${capacitySection(report.loadTest)}
${careSection(report)}
${checksSection(report.checks)}
${stepsSection(report.steps)}
<section><h2>How to undo</h2><p>${escaped(report.undo)}</p></section>
<section><h2>Where secrets lie on the server</h2>
<p>They are not in this report.</p>
<ul>${report.secrets.map(({ path, what }) => `<li><code>${escaped(path)}</code>: ${escaped(what)}</li>`).join('')}</ul></section>
</main>
</body>
</html>
`;
}

function about({ kind, upgrade, purpose }: Report): string {
  if (purpose !== undefined) return purposeWords[purpose];
  if (upgrade !== undefined) return upgrade.direction === 'back' ? 'report of going back' : 'upgrade report';
  return kind === 'install' ? 'installation report' : 'removal report';
}

const purposeWords = {
  'put-back': 'report of what was put back',
  rotation: 'report of new secrets',
  'rotation-back': 'report of secrets taken back',
} as const;

const outcomeWords = {
  done: 'Done.',
  'done-with-warnings': 'Done, with warnings.',
  'not-done': 'Not done.',
} as const;

function outcomeReason({ verified, warnings, outcome, purpose }: Report): string {
  const held = verified.filter(({ ok }) => ok).length;
  const none = purpose === 'put-back' ? 'What was put back was read back.' : 'No final check was made.';
  const checks = verified.length === 0 ? none : `${held} of ${verified.length} final checks held.`;
  return outcome === 'done-with-warnings' ? `${checks} ${warnings.length} warnings below.` : checks;
}

function factsTable(report: Report): string {
  const rows: readonly (readonly [string, string])[] = [
    ['Version', report.version],
    ['Made for', `${report.tier} teachers at once`],
    ['Started by', `${report.origin.who} from ${report.origin.from}`],
    ['Started', report.startedAt],
    ['Finished', report.finishedAt ?? 'not finished'],
    [
      'Work',
      `${(report.workedMs / 1000).toFixed(1)} s${report.resumed === 0 ? '' : `, resumed ${report.resumed} times`}`,
    ],
    ['Run', report.run],
  ];
  return `<table class="facts">${rows.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join('')}</table>`;
}

function listSection(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<section><h2>${title}</h2><ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul></section>`;
}

function verifiedSection({ verified }: Report): string {
  const rows = verified.map(
    ({ name, ok, detail, notRun }) =>
      `<tr><td class="${ok ? 'ok' : 'bad'}">${ok ? 'held' : notRun === undefined ? 'failed' : 'not run'}</td><td>${escaped(name)}<pre>${escaped(detail)}</pre></td></tr>`,
  );
  return `<section><h2>Final checks</h2>${rows.length === 0 ? '<p>None were made.</p>' : `<table>${rows.join('')}</table>`}</section>`;
}

const verdictWords = {
  good: 'good',
  'could-be-better': 'could be better',
  'must-fix': 'must fix',
  'could-not-check': 'could not check',
} as const;

function checksSection(checks: readonly CheckedRequirement[]): string {
  if (checks.length === 0) return '';
  const rows = checks.map(({ title, verdict }) => {
    const measured = verdict.kind === 'could-not-check' ? verdict.why.join('; ') : verdict.measured;
    const style = verdict.kind === 'good' ? 'ok' : verdict.kind === 'must-fix' ? 'bad' : 'warn';
    return `<tr><td class="${style}">${verdictWords[verdict.kind]}</td><td>${escaped(title)}</td><td>${escaped(measured)}</td><td>${escaped(verdict.needed)}</td></tr>`;
  });
  return `<section><h2>What was checked before</h2><table><tr><th>Verdict</th><th>What</th><th>Measured</th><th>Needed</th></tr>${rows.join('')}</table></section>`;
}

function stepsSection(steps: readonly ReportStep[]): string {
  const blocks = steps.map((step) => {
    const time = step.durationMs === undefined ? '' : `, ${(step.durationMs / 1000).toFixed(1)} s`;
    const changes = step.changes.map((change) => `<li>${changeHtml(change)}</li>`).join('');
    const evidence = step.evidence.length === 0 ? '' : `<pre>${escaped(step.evidence.join('\n'))}</pre>`;
    return `<article><h3>${escaped(step.title)} <small>${escaped(step.step)}: ${stateWords[step.state]}${time}</small></h3>${changes === '' ? '' : `<ul>${changes}</ul>`}${evidence}</article>`;
  });
  return `<section><h2>What was done</h2>${blocks.join('\n')}</section>`;
}

const stateWords = {
  done: 'done',
  'as-it-should-be': 'was as it should be',
  'put-back': 'put back',
  failed: 'failed',
  'not-finished': 'cut off',
  'not-reached': 'not reached',
} as const;

function changeHtml(change: Change): string {
  switch (change.kind) {
    case 'file': {
      const diff =
        change.diff === undefined
          ? ''
          : `<details><summary>difference</summary><pre>${escaped(change.diff)}</pre></details>`;
      return `file <code>${escaped(change.path)}</code>: ${change.action}${change.secret === true ? ' (secret, not shown)' : ''}${diff}`;
    }
    case 'directory':
      return `folder <code>${escaped(change.path)}</code>: ${change.action}`;
    case 'package':
      return `package <code>${escaped(change.name)}</code> ${escaped(change.version)}: ${change.action}`;
    case 'setting':
      return `${escaped(change.of)}: <code>${escaped(change.name)}</code> ${escaped(change.from)} → ${escaped(change.to)}`;
    case 'database':
      return `${escaped(change.what)}: ${change.action}`;
    case 'account':
    case 'unit':
      return `${change.kind} <code>${escaped(change.name)}</code>: ${change.action}`;
  }
}
