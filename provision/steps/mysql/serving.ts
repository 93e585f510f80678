import type { Step } from '../../model/step.ts';
import { query } from '../../ops/mysql.ts';
import { databaseServer } from '../../tuning/mysql/server.ts';
import { databaseUnitFile } from '../../tuning/mysql/unit.ts';
import { databaseUnit } from '../../tuning/paths.ts';
import { inForce, settingChanges, settingEvidence } from '../in-force.ts';
import { settingsWanted } from '../kept.ts';
import { checked } from '../satisfied.ts';
import { serving } from '../serving.ts';
import { greeting } from './greeting.ts';
import { isThere } from './there.ts';

export const mysqlServing: Step = serving({
  id: 'mysql/serving',
  title: 'Database server',
  needs: ['mysql/tuned'],
  seconds: 8,
  unit: ({ database }) => databaseUnit(database),
  async ask(context, input) {
    const expected = await settingsWanted(context, [databaseServer, databaseUnitFile], input);
    const found = await inForce(context, expected, input);
    return checked(settingChanges('database', found), {}, settingEvidence('database', found));
  },
  // Nobody of ours is known on another server yet: that it is reached is told by its greeting.
  ready: async (context, { database }) =>
    void (isThere(database) ? await greeting(context, database) : await query(context, database, 'SELECT 1')),
});
