import type { GoLive } from '../golive/checklist.ts';
import type { LastTest, StageTold } from '../prove/last-test.ts';
import { escaped } from './html-text.ts';
import type { Report } from './report.ts';

/** One page that needs no knowledge of servers; the rest of the report is for those who have some. */
export function plainSection(report: Report): string {
  if (report.kind !== 'install' || report.purpose !== undefined || report.outcome === 'not-done') return '';
  const { displayName, tier, addresses } = report;
  const [address = ''] = addresses;
  const items = [
    `Teachers open ${address} in the browser of a computer or phone on the district’s network. No internet is needed.`,
    `It is set up for ${tier} teachers at work at once. ${capacityWords(report.loadTest)}`,
    backupWords(report),
    readyWords(report.goLive),
    'Whoever looks after the server looks at its status page once a day; it takes ten seconds. The key of the backups must be written down and kept where the server is not.',
  ];
  return `<section class="plain"><h2>In plain words, for the principal</h2>
<p>TeachTrack, where teachers write schemes of work, lesson plans and records of work, is set up on a server of your own for ${escaped(displayName)}. Everything that teachers write stays there.</p>
<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>
<p>The rest of this report is for whoever looks after the server.</p></section>`;
}

function capacityWords(test: LastTest | undefined): string {
  if (test === undefined) return 'How many it really holds was not tested yet.';
  const { at, held, asked } = test;
  if (held >= asked) return `A test with virtual teachers on ${day(at)} held all ${asked} of them.`;
  if (held === 0)
    return `A test with virtual teachers on ${day(at)} was not passed: it was too slow for its first step.`;
  return `A test with virtual teachers on ${day(at)} held ${held} of ${asked}.`;
}

function backupWords({ backups, drill }: Report): string {
  const made =
    backups?.last == null
      ? 'There is no copy of the work yet: ask for one before teachers begin.'
      : `${backups.next === null ? 'A copy of all work is made when somebody asks for one' : 'A copy of all work is made every night'}; the last one is of ${day(backups.last.at)}.`;
  const proven =
    drill?.proven == null
      ? 'That it can be brought back was not proven yet.'
      : `That it can be brought back was last proven on ${day(drill.proven.at)}.`;
  return `${made} ${proven}`;
}

function readyWords(goLive: GoLive | undefined): string {
  if (goLive === undefined) return 'Whether everything is ready for teachers was not looked at yet.';
  return goLive.ok === true ? goLive.summary : `Before teachers begin: ${goLive.summary}`;
}

/** `27 November 2026`. */
function day(moment: string): string {
  return new Date(moment).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}

const goLiveWords = {
  met: ['met', 'ok'],
  'not-met': ['not met', 'bad'],
  unknown: ['not known', 'warn'],
  waived: ['accepted', 'warn'],
} as const;

export function goLiveSection(goLive: GoLive | undefined): string {
  if (goLive === undefined) return '';
  const rows = goLive.items.map(({ title, verdict, evidence, todo, waiver }) => {
    const [word, style] = goLiveWords[verdict];
    const by = waiver === undefined ? '' : ` Accepted by ${waiver.by}: ${waiver.reason}`;
    const next = todo === undefined || waiver !== undefined ? '' : ` ${todo}`;
    return `<tr><td class="${style}">${word}</td><td>${escaped(title)}</td><td>${escaped(`${evidence}${next}${by}`)}</td></tr>`;
  });
  return `<section><h2>Ready for teachers?</h2><p>${escaped(goLive.summary)} As of ${escaped(goLive.at)}.</p><table>${rows.join('')}</table></section>`;
}

/** Every mark of every stage of the last capacity test, and what it was made on. */
export function capacitySection(test: LastTest | undefined): string {
  if (test === undefined) return '';
  const { at, summary, version, tier, machine, stages = [] } = test;
  const made = `Made ${at} with version ${version}, set up for ${tier} teachers, on ${machine.processors} processors and ${machine.memoryMiB.toLocaleString('en-GB')} MiB of memory.`;
  return `<section><h2>Capacity test</h2><p>${escaped(summary)}</p><p>${escaped(made)}</p>${stages.map(stageTable).join('\n')}</section>`;
}

function stageTable({ users, isPassed, marks, requestsPerSecond, processorPercent }: StageTold): string {
  const rows = marks.map(
    ({ title, wanted, measured, isMet }) =>
      `<tr><td class="${isMet ? 'ok' : 'bad'}">${isMet ? 'met' : 'not met'}</td><td>${escaped(title)}</td><td>${escaped(measured)}</td><td>${escaped(wanted)}</td></tr>`,
  );
  const machine = `${requestsPerSecond} requests a second, processor ${processorPercent} % busy`;
  return `<h3>${users} teachers at once: ${isPassed ? 'held' : 'not held'} <small>${escaped(machine)}</small></h3>
<table><thead><tr><th>Verdict</th><th>What</th><th>Measured</th><th>Wanted</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** How to back up and to bring back, with what is known of both. */
export function careSection({ kind, purpose, backups, drill }: Report): string {
  if (kind !== 'install' || purpose !== undefined) return '';
  const known = [backups?.summary, drill?.summary].filter((text) => text !== undefined);
  const tasks = [
    ['Make a backup now', 'teachtrackctl backup now'],
    ['See which there are', 'teachtrackctl backup list'],
    ['Prove that the newest can be brought back', 'teachtrackctl drill'],
    ['Bring one back: shows first what would be lost', 'teachtrackctl restore --name NAME'],
    ['The key, to be written down', 'teachtrackctl backup key --show'],
  ] as const;
  const rows = tasks.map(([what, how]) => `<tr><td>${what}</td><td><code>sudo ${how}</code></td></tr>`);
  return `<section><h2>How to back up and to restore</h2>${known.map((text) => `<p>${escaped(text)}</p>`).join('')}
<p>In the app under Backups, or at the server. Without the written key no backup opens on another server.</p><table>${rows.join('')}</table></section>`;
}
