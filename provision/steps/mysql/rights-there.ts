import type { StepContext } from '../../model/step.ts';
import { queryAsAdministrator, type Rows, schemaOf } from '../../ops/mysql.ts';
import type { ServerThere } from './there.ts';

/** Of a schema. Who is to give all of them away must have all of them; a product's own others come with these. */
const ofSchema = [
  ...['ALTER', 'ALTER ROUTINE', 'CREATE', 'CREATE ROUTINE', 'CREATE TEMPORARY TABLES', 'CREATE VIEW', 'DELETE', 'DROP'],
  ...['EVENT', 'EXECUTE', 'INDEX', 'INSERT', 'LOCK TABLES', 'REFERENCES', 'SELECT', 'SHOW VIEW', 'TRIGGER', 'UPDATE'],
  'GRANT OPTION',
];

/** What the administrator's sign-in may not do there and would have to, to make what is ours: sentences, none when all is well. */
export async function missingRights(context: StepContext, server: ServerThere): Promise<readonly string[]> {
  return judgedRights(await grantsOf(context, server), schemaOf(server));
}

/** MySQL names the roles of an account and keeps their rights to itself unless it is asked for them by name. */
async function grantsOf(context: StepContext, server: ServerThere): Promise<Rows> {
  if (server.product === 'mariadb') return queryAsAdministrator(context, server, 'SHOW GRANTS');
  const [[roles = 'NONE'] = []] = await queryAsAdministrator(context, server, 'SELECT CURRENT_ROLE()');
  const using = /^(NONE|NULL)?$/.test(roles) ? '' : ` USING ${roles}`;
  return queryAsAdministrator(context, server, `SHOW GRANTS FOR CURRENT_USER()${using}`);
}

/** `rows`: what `SHOW GRANTS` says. `name`: of our database. */
export function judgedRights(rows: Rows, name: string): readonly string[] {
  const grants = rows.flatMap(([line = '']) => grantOf(line));
  const has = (right: string, schema: string | undefined) =>
    grants.some(({ rights, covers, mayGive }) => {
      if (!covers(schema)) return false;
      if (right === 'GRANT OPTION') return mayGive;
      return rights.includes(right) || rights.includes('ALL PRIVILEGES');
    });
  // And one of the copies beside it.
  const lacking = [name, `${name}_restore`].map((schema) => ({
    schema,
    rights: ofSchema.filter((right) => !has(right, schema)),
  }));
  return [
    ...(has('CREATE USER', undefined) ? [] : ['it may not CREATE USER on *.*, and TeachTrack has accounts of its own']),
    ...lacking.flatMap(({ schema, rights }) =>
      rights.length === 0
        ? []
        : [`on ${schema}.* it lacks ${rights.join(', ')}, which TeachTrack’s own account is given`],
    ),
  ];
}

type Grant = {
  readonly rights: readonly string[];
  /** Undefined asks for the whole server. */
  readonly covers: (schema: string | undefined) => boolean;
  readonly mayGive: boolean;
};

/** Nothing for what is no right on a server or a schema: roles, single tables, and rights taken back. */
function grantOf(line: string): readonly Grant[] {
  const found = /^GRANT (.+?) ON (?:(\*)|[`"](.+?)[`"])\.\* TO .*?( WITH GRANT OPTION)?$/s.exec(line.trim());
  if (found === null) return [];
  const [, rights = '', everywhere, pattern = '', mayGive] = found;
  return [
    {
      rights: rights.split(',').map((right) => right.trim().toUpperCase()),
      covers: (schema) => everywhere !== undefined || (schema !== undefined && likePattern(pattern).test(schema)),
      mayGive: mayGive !== undefined || /WITH .*\bGRANT OPTION/.test(line),
    },
  ];
}

/** The name of a schema in a grant: `_` is any letter, `%` any number of them, and a backslash takes that away. */
function likePattern(pattern: string): RegExp {
  const parts = pattern.match(/\\.|./gs) ?? [];
  const expressions = parts.map((part) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    return part.replace(/^\\(?=.)/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${expressions.join('')}$`, 'i');
}
