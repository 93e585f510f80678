import { ProvisionError } from '../../model/error.ts';
import type { StepContext } from '../../model/step.ts';
import type { Rows } from '../../ops/mysql.ts';
import type { TuningInput } from '../../tuning/file.ts';
import { nativeForeignKeys } from '../../tuning/mysql/directives.ts';

/** A setting of the other server that matters to us: what it must be at least, what would be best, and why. */
type Judged = {
  readonly name: string;
  readonly least: number;
  readonly best: number;
  readonly shown: (value: number) => string;
  readonly why: string;
};

const MiB = 1024 * 1024;
const plain = (value: number) => String(value);
const inMiB = (value: number) => `${Math.round(value / MiB)}M`;

function settingsThatMatter({ budget }: TuningInput): readonly Judged[] {
  const { accountLimit, max } = budget.connections;
  return [
    {
      ...{ name: 'max_connections', least: accountLimit + 20, best: max, shown: plain },
      why: `TeachTrack alone opens up to ${accountLimit} at the busiest time`,
    },
    {
      ...{ name: 'max_allowed_packet', least: 16 * MiB, best: 64 * MiB, shown: inMiB },
      why: 'a scheme of work and a backup are written in large pieces',
    },
    {
      ...{ name: 'innodb_buffer_pool_size', least: 0, best: budget.database.bufferPoolMiB * MiB, shown: inMiB },
      why: `the work of ${budget.users} teachers is then read from memory and not from the disk`,
    },
    {
      ...{ name: 'innodb_flush_log_at_trx_commit', least: 0, best: 1, shown: plain },
      why: 'otherwise a power cut takes the last second of what teachers saved',
    },
  ];
}

/** Settings that are either right or wrong, where there are such. */
const decided = [
  {
    ...{ name: 'partial_revokes', right: 'OFF' },
    why: 'which is how MySQL comes, because TeachTrack’s copies beside the data are let in by a pattern of names',
  },
  {
    ...{ name: nativeForeignKeys.name, right: 'ON' },
    why: 'in a file of settings, with a restart, because MySQL without it leaves rows behind that belong to nothing any more',
  },
] as const;

/** Seconds between the two clocks from which on sign-ins and times of the work would be wrong. */
const clockSeconds = 60;

export function questionThere(input: TuningInput): string {
  const names = settingsThatMatter(input).map(({ name }) => `SELECT '${name}', @@global.${name};`);
  // Not every product and version has it, so it is asked for by its name.
  const ifThere = decided.map(({ name }) => `SHOW GLOBAL VARIABLES LIKE '${name}';`);
  return [...names, "SELECT 'clock', UNIX_TIMESTAMP();", ...ifThere].join('\n');
}

export type JudgedThere = { readonly refused: readonly string[]; readonly advice: readonly string[] };

/** What the other server's administrator has to change before we can work there, and what would be better. */
export function judgedThere(rows: Rows, input: TuningInput, nowSeconds: number): JudgedThere {
  const values = new Map(rows.map(([name = '', value = '']) => [name, Number(value)]));
  const line = ({ name, shown, why }: Judged, wanted: number) =>
    `${name} is ${shown(values.get(name) ?? 0)}; ${shown(wanted)} or more, because ${why}`;
  const all = settingsThatMatter(input);
  const said = new Map(rows.map(([name = '', value = '']) => [name, value]));
  const wrong = decided.filter(({ name, right }) => (said.get(name) ?? right) !== right);
  const off = Math.abs((values.get('clock') ?? 0) - nowSeconds);
  const low = all.filter(({ name, least }) => (values.get(name) ?? 0) < least);
  const weak = all.filter((one) => !low.includes(one) && (values.get(one.name) ?? 0) < one.best);
  return {
    refused: [
      ...low.map((one) => line(one, one.least)),
      ...(off > clockSeconds ? [`its clock differs by ${Math.round(off)} seconds from this server’s`] : []),
      ...wrong.map(({ name, right, why }) => `${name} is ${said.get(name)}; it must be ${right}, ${why}`),
    ],
    advice: weak.map((one) => line(one, one.best)),
  };
}

/** `rows` answer `questionThere`; `rights` are those the administrator's sign-in lacks. */
type Found = { readonly rows: Rows; readonly rights: readonly string[] };

/** Rejects with TT-DB-01 and every reason; says what would be better. */
export function requireFit(context: StepContext, { rows, rights }: Found, input: TuningInput): void {
  const judged = judgedThere(rows, input, Date.now() / 1000);
  const { advice } = judged;
  const refused = [
    ...judged.refused,
    ...rights.map((one) => `the sign-in that was given for it is not enough: ${one}`),
  ];
  for (const one of advice) context.say(`Advice for the administrator of the database server: ${one}.`);
  if (refused.length === 0) return;
  throw new ProvisionError({
    code: 'TT-DB-01',
    message:
      'The database server does not fit yet. Its administrator has to change this first; nothing was made there.',
    evidence: refused,
  });
}
