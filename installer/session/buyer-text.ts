import type { CheckReport } from './check-server.ts';

/** A plain text for whoever buys or sets up the hardware. */
export function buyerText(server: string, report: CheckReport): string {
  const open = report.findings.filter(({ verdict }) => verdict.kind !== 'good');
  return [
    `TeachTrack: what the server ${server} has and what it needs for ${report.wantedTier} teachers at once`,
    '',
    report.sentence,
    '',
    ...open.flatMap(({ title, verdict }) => {
      if (verdict.kind === 'good') return [];
      const measured = verdict.kind === 'could-not-check' ? 'could not be checked' : verdict.measured;
      const ticket = 'ticket' in verdict && verdict.ticket !== undefined ? ['', verdict.ticket] : [];
      return [`* ${title}: ${measured}; needed: ${verdict.needed}. ${verdict.fix}`, ...ticket, ''];
    }),
  ].join('\n');
}
