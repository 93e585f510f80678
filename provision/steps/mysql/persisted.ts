import { ProvisionError } from '../../model/error.ts';
import type { StepContext } from '../../model/step.ts';
import { query } from '../../ops/mysql.ts';
import type { TuningInput } from '../../tuning/file.ts';
import { databaseDirectives } from '../../tuning/mysql/directives.ts';
import { databaseUnit } from '../../tuning/paths.ts';
import { unitOf } from '../readings.ts';

const ask = 'SELECT variable_name, variable_value FROM performance_schema.persisted_variables';

/**
 * What somebody set with `SET PERSIST` beats every file of settings, so ours would be written and never be in force. Rejects
 * with TT-CONFIG-01 and the statements that take it back; whose it is and why, we do not know.
 */
export async function refusePersisted(context: StepContext, input: TuningInput): Promise<void> {
  const { product, there } = input.database;
  if (product !== 'mysql' || there !== undefined) return;
  if ((await unitOf(context, databaseUnit(input.database))).activeState !== 'active') return;
  const wanted = new Set(databaseDirectives(input).map(({ name }) => name));
  const persisted = (await query(context, input.database, ask)).filter(([name = '']) => wanted.has(name));
  if (persisted.length === 0) return;
  const names = persisted.map(([name = '']) => name);
  throw new ProvisionError({
    code: 'TT-CONFIG-01',
    message: `The database server keeps ${names.join(', ')} from an earlier SET PERSIST, which beats every file of settings. When nobody needs that any more, run ${names.map((name) => `RESET PERSIST ${name};`).join(' ')} in mysql, then try again.`,
    evidence: persisted.map(([name = '', value = '']) => `${name} = ${value}`),
  });
}
