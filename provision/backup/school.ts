import { ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import { sqlText } from '../ops/mysql.ts';
import type { BackupContext } from './context.ts';
import { withCopy } from './copies.ts';
import { ask, liveSchema, migrationOf, schemaBeside } from './database.ts';
import { bringDocument } from './documents.ts';
import { isOfSchool, type SchoolTable, schoolTables } from './school-map.ts';
import { restoreBeside } from './side.ts';
import type { Unpacked } from './unpack.ts';

/** The schema in which a backup is opened to take one school out of it; gone afterwards. */
const schoolSchema = (context: BackupContext) => schemaBeside(context, 'school');

export type TableChange = {
  readonly table: string;
  /** Rows of the backup that are gone now. */
  readonly missing: number;
  /** Rows that are there and were changed since. */
  readonly changed: number;
  /** Rows made since, within documents of the backup: they go with the state those go back to. */
  readonly removed: number;
};

export type SchoolChanges = {
  readonly school: { readonly id: string; readonly code: string; readonly name: string };
  /** People of the school who are gone now and come back, with the password they had. */
  readonly people: number;
  readonly tables: readonly TableChange[];
};

export type SchoolWish = {
  readonly file: string;
  readonly key: Secret;
  /** The school's code. */
  readonly code: string;
  readonly onProgress?: (readBytes: number) => void;
};

/** Opens the backup beside the data in use and lets `work` look at, or bring, one school's rows; then all of it is gone. */
export function withSchool<T>(
  context: BackupContext,
  wish: SchoolWish,
  work: (opened: OpenedSchool) => Promise<T>,
): Promise<T> {
  return withCopy(context, 'school', async (schema) => {
    const unpacked = await restoreBeside(context, {
      ...{ file: wish.file, key: wish.key, schema },
      ...(wish.onProgress === undefined ? {} : { onProgress: wish.onProgress }),
      onDocument: async (entry, path) => void (await bringDocument(context, entry, path)),
    });
    await requireSameTables(context, unpacked);
    const school = await schoolOf(context, wish.code);
    return await work(new OpenedSchool(context, school, await schoolTables(context)));
  });
}

/** One school in a backup that is opened, beside the same school in use. */
export class OpenedSchool {
  readonly #context: BackupContext;
  /** The schema in use, and that of the backup. */
  readonly #live: string;
  readonly #side: string;
  readonly #school: SchoolChanges['school'];
  readonly #tables: readonly SchoolTable[];

  constructor(context: BackupContext, school: SchoolChanges['school'], tables: readonly SchoolTable[]) {
    this.#context = context;
    this.#live = liveSchema(context);
    this.#side = schoolSchema(context);
    this.#school = school;
    this.#tables = tables;
  }

  /** What bringing it would change, counted; nothing is written. Tables in which nothing changes are left out. */
  async changes(): Promise<SchoolChanges> {
    const counts = this.#tables.map((table) => {
      const { missing, changed, extra } = this.#sql(table);
      return `SELECT ${sqlText(table.name)}, (SELECT COUNT(*) FROM ${missing}), (SELECT COUNT(*) FROM ${changed}), ${extra === undefined ? '0' : `(SELECT COUNT(*) FROM ${extra})`}`;
    });
    const rows = await ask(this.#context, counts.join(' UNION ALL '));
    const people = await ask(this.#context, `SELECT COUNT(*) FROM (${this.#missingPeople()}) gone`);
    const tables = rows.map(([table = '', missing, changed, removed]) => {
      return { table, missing: Number(missing), changed: Number(changed), removed: Number(removed) };
    });
    return {
      school: this.#school,
      people: Number(people[0]?.[0] ?? 0),
      tables: tables.filter(({ missing, changed, removed }) => missing + changed + removed > 0),
    };
  }

  /**
   * Brings the school's rows back in one transaction. Rejects with TT-DB-01 or TT-DATA-01, with nothing changed, when a row
   * belongs to another school now, or when something made since stands in its place and others hang on that.
   */
  async bring(): Promise<void> {
    const statements = [`USE ${this.#live}`, 'SET SESSION innodb_lock_wait_timeout = 60', 'START TRANSACTION'];
    for (const table of this.#tables) statements.push(guard(this.#strangers(table)));
    statements.push(
      `INSERT INTO ${this.#live}.school SELECT s.* FROM ${this.#side}.school s LEFT JOIN ${this.#live}.school l USING (id) WHERE s.id = ${sqlText(this.#school.id)} AND l.id IS NULL`,
      `CREATE TEMPORARY TABLE ${this.#side}.gone_people (id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY) ${this.#missingPeople()}`,
      `INSERT INTO ${this.#live}.user SELECT u.* FROM ${this.#side}.user u JOIN ${this.#side}.gone_people g USING (id)`,
      `INSERT INTO ${this.#live}.sign_in_name SELECT n.* FROM ${this.#side}.sign_in_name n JOIN ${this.#side}.gone_people g ON g.id = n.user_id`,
    );
    for (const table of [...this.#tables].reverse()) {
      const { extra } = this.#sql(table);
      if (extra !== undefined) statements.push(`DELETE l FROM ${extra}`);
    }
    for (const table of this.#tables) statements.push(...this.#writes(table));
    for (const table of this.#tables) {
      const { missing, changed } = this.#sql(table);
      statements.push(guard(missing), guard(changed));
    }
    statements.push('COMMIT');
    await ask(this.#context, `${statements.join(';\n')};`).catch((thrown: unknown) => {
      throw refused(thrown, this.#school.name);
    });
  }

  #writes(table: SchoolTable): readonly string[] {
    const { name, columns, key, unique } = table;
    const { missing, changed } = this.#sql(table);
    const shifted = unique.flatMap((one) => one.filter((column) => table.integers.includes(column)).slice(-1));
    const set = columns.filter((column) => !key.includes(column)).map((column) => `l.\`${column}\` = s.\`${column}\``);
    return [
      // In its place stands something made since: it goes where nothing hangs on it, otherwise this ends here.
      ...unique.flatMap((one) => {
        const rivals = this.#rivals(table, one);
        return [...(table.isReferenced ? [guard(rivals)] : []), `DELETE l FROM ${rivals}`];
      }),
      // Rows may have changed places: they are moved out of each other's way first.
      ...(set.length === 0
        ? []
        : shifted.map(
            (column) =>
              `UPDATE ${changed.replace(/ WHERE /, ` SET l.\`${column}\` = -1 - l.\`${column}\` WHERE l.\`${column}\` <> s.\`${column}\` AND `)}`,
          )),
      ...(set.length === 0 ? [] : [`UPDATE ${changed.replace(/ WHERE /, ` SET ${set.join(', ')} WHERE `)}`]),
      `INSERT INTO ${this.#live}.\`${name}\` (${columns.map((column) => `\`${column}\``).join(', ')}) SELECT ${columns.map((column) => `s.\`${column}\``).join(', ')} FROM ${missing}`,
    ];
  }

  /** FROM clauses: rows of the backup (`s`) and rows in use (`l`). */
  #sql({ name, key, columns, parent }: SchoolTable) {
    const [s, l] = [`${this.#side}.\`${name}\` s`, `${this.#live}.\`${name}\` l`];
    const same = key.map((column) => `l.\`${column}\` = s.\`${column}\``).join(' AND ');
    const ours = this.#ours(this.#side, name, 's');
    const equal = columns.map((column) => `l.\`${column}\` <=> s.\`${column}\``).join(' AND ');
    return {
      missing: `${s} LEFT JOIN ${l} ON ${same} WHERE ${ours} AND l.\`${key[0]}\` IS NULL`,
      changed: `${l} JOIN ${s} ON ${same} WHERE ${ours} AND NOT (${equal})`,
      extra:
        parent === undefined
          ? undefined
          : `${l} LEFT JOIN ${s} ON ${same} WHERE s.\`${key[0]}\` IS NULL AND l.\`${parent.column}\` IN (SELECT q.\`${parent.references}\` FROM ${this.#side}.\`${parent.table}\` q WHERE ${this.#ours(this.#side, parent.table, 'q')})`,
    };
  }

  /** Rows in use that have the place of a row of the backup and are another row. */
  #rivals({ name, key }: SchoolTable, columns: readonly string[]): string {
    const place = columns.map((column) => `l.\`${column}\` = s.\`${column}\``).join(' AND ');
    const other = key.map((column) => `l.\`${column}\` <> s.\`${column}\``).join(' OR ');
    return `${this.#live}.\`${name}\` l JOIN ${this.#side}.\`${name}\` s ON ${place} AND (${other}) LEFT JOIN ${this.#side}.\`${name}\` t ON ${key.map((column) => `t.\`${column}\` = l.\`${column}\``).join(' AND ')} WHERE t.\`${key[0]}\` IS NULL AND ${this.#ours(this.#side, name, 's')}`;
  }

  /** Rows of the backup's school that are another school's now. */
  #strangers({ name, key }: SchoolTable): string {
    const same = key.map((column) => `l.\`${column}\` = s.\`${column}\``).join(' AND ');
    return `${this.#live}.\`${name}\` l JOIN ${this.#side}.\`${name}\` s ON ${same} WHERE ${this.#ours(this.#side, name, 's')} AND NOT (${this.#ours(this.#live, name, 'l')})`;
  }

  #ours(schema: string, name: string, alias: string): string {
    return isOfSchool(schema, this.#tables, name, this.#school.id, alias);
  }

  #missingPeople(): string {
    return `SELECT DISTINCT u.id FROM ${this.#side}.user u JOIN ${this.#side}.membership m ON m.user_id = u.id LEFT JOIN ${this.#live}.user l ON l.id = u.id WHERE m.school_id = ${sqlText(this.#school.id)} AND l.id IS NULL`;
  }
}

/** Fails, and so undoes the transaction, when there is any such row. */
function guard(from: string): string {
  return `SELECT IF((SELECT COUNT(*) FROM ${from}) = 0, 1, (SELECT 1 UNION SELECT 2))`;
}

function refused(thrown: unknown, school: string): unknown {
  if (!(thrown instanceof ProvisionError) || !/more than 1 row|foreign key|Duplicate entry/i.test(thrown.message))
    return thrown;
  return new ProvisionError({
    code: 'TT-DATA-01',
    message: `The data of ${school} cannot be brought back: something made since stands in its place, or what it belongs to (a term, a curriculum, another school) is not there any more. Nothing was changed.`,
    evidence: [thrown.message],
    cause: thrown,
  });
}

async function schoolOf(context: BackupContext, code: string): Promise<SchoolChanges['school']> {
  const rows = await ask(
    context,
    `SELECT id, code, name FROM ${schoolSchema(context)}.school WHERE code = CONVERT(${sqlText(code)} USING utf8mb4) COLLATE utf8mb4_unicode_ci`,
  );
  const [id, found, name] = rows[0] ?? [];
  if (rows.length === 1 && id !== undefined && found !== undefined && name !== undefined)
    return { id, code: found, name };
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `There is no school with the code ${code} in this backup.`,
  });
}

/** Rows of tables that have other columns now do not fit in between those in use. */
async function requireSameTables(context: BackupContext, { header }: Unpacked): Promise<void> {
  const here = await migrationOf(context, liveSchema(context));
  if (header.schema === here) return;
  throw new ProvisionError({
    code: 'TT-VERSION-01',
    message: `The backup is of version ${header.version}, whose tables are not those of this server. One school can be brought back from backups of this version only; the whole data can.`,
  });
}
