import { expectedSettings } from '../directive.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';
import { databaseDirectives } from './directives.ts';

/** Read after every file of the distribution: within the last folder, under the last name. World-readable or ignored. */
export const databaseServer: TuningFile = {
  id: 'mysql/server',
  title: 'Settings of the database server',
  service: 'database',
  ...rootOwned,
  wanted: ({ database }) => database.there === undefined,
  path: ({ database }) => `/etc/mysql/${database.product}.conf.d/zz-teachtrack.cnf`,
  render: (input) =>
    [
      `# ${heading}`,
      `# For ${input.database.product} ${input.database.version}.`,
      '[mysqld]',
      ...databaseDirectives(input).map(({ name, text }) => `${name}=${text}`),
      '',
    ].join('\n'),
  settings: (input) => expectedSettings(databaseDirectives(input), { kind: 'database' }),
};
