import type { Step, StepContext } from '../../model/step.ts';
import { query } from '../../ops/mysql.ts';
import type { TuningInput } from '../../tuning/file.ts';
import { databaseServer } from '../../tuning/mysql/server.ts';
import { databaseUnitFile } from '../../tuning/mysql/unit.ts';
import { databaseUnit } from '../../tuning/paths.ts';
import { inForce, settingChanges, settingEvidence } from '../in-force.ts';
import { settingsWanted } from '../kept.ts';
import { checked } from '../satisfied.ts';
import { serving } from '../serving.ts';
import { greeting } from './greeting.ts';
import { judgedThere, questionThere } from './judged-there.ts';
import { hasKeeper, isThere } from './there.ts';

/** What we cannot set there stands in the report, with what would be better. */
async function adviceThere(context: StepContext, input: TuningInput): Promise<readonly string[]> {
  const { database } = input;
  if (!isThere(database) || !(await hasKeeper(context))) return [];
  const rows = await query(context, database, questionThere(input));
  const { refused, advice } = judgedThere(rows, input, Date.now() / 1000);
  const { host, port } = database.there;
  return [
    `the database is on ${host}, port ${port}; its settings are its administrator’s, and no memory of this server is kept for it`,
    ...[...refused, ...advice].map((one) => `advice for its administrator: ${one}`),
  ];
}

export const mysqlServing: Step = serving({
  id: 'mysql/serving',
  title: 'Database server',
  needs: ['mysql/tuned'],
  seconds: 8,
  unit: ({ database }) => databaseUnit(database),
  async ask(context, input) {
    const expected = await settingsWanted(context, [databaseServer, databaseUnitFile], input);
    const found = await inForce(context, expected, input);
    return checked(settingChanges('database', found), {}, [
      ...settingEvidence('database', found),
      ...(await adviceThere(context, input)),
    ]);
  },
  // Nobody of ours is known on another server yet: that it is reached is told by its greeting.
  ready: async (context, { database }) =>
    void (isThere(database) ? await greeting(context, database) : await query(context, database, 'SELECT 1')),
});
