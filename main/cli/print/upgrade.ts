import type { PreparedBack, PreparedUpgrade } from '../../../installer/session/upgrade-server.ts';
import { paint } from './style.ts';

const titles = {
  version: 'Version',
  health: 'Health',
  'way-back': 'Way back',
  packages: 'Packages',
  space: 'Space',
  migrations: 'Database',
} as const;

/** What speaks for or against an upgrade, a line each. */
export function preflightText({ findings }: PreparedUpgrade['preflight']): string {
  return findings
    .map(({ name, ok, detail }) => `${ok ? paint('green', '✓') : paint('red', '✗')} ${titles[name]}: ${detail}`)
    .join('\n');
}

/** What going back would do to the data. */
export function previewText({ from, to, since, losesData, written, packages }: PreparedBack['preview']): string {
  const rows = written.map(({ table, rows }) => `  ${String(rows).padStart(8)}  ${table}`);
  const counted = rows.length === 0 ? ['  nothing'] : rows;
  const stay =
    packages.length === 0
      ? []
      : [`Packages of the system stay as new as the upgrade made them: ${packages.join(', ')}.`];
  return losesData
    ? [
        paint('red', `Going back from ${from} to ${to} restores the database as it was at ${since} UTC.`),
        'Lost, though a copy is kept on the server, would be what was written or changed since:',
        ...counted,
        ...stay,
      ].join('\n')
    : [
        `Going back from ${from} to ${to} loses nothing: ${to} reads what was written since ${since} UTC.`,
        'Rows written or changed since, which stay:',
        ...counted,
        ...stay,
      ].join('\n');
}
