import { type CompiledQuery, sql } from 'kysely';
import { createLRU } from 'lru.min';
import type { Scope } from '../features/common/scope.ts';
import { today } from '../today.ts';
import { type Database, preparedMark } from './connect.ts';

/** What `build` gives: a query of Kysely's that ends in its selection. */
type Built<Row> = {
  compile(): CompiledQuery<Row>;
  modifyFront(mark: ReturnType<typeof sql.raw>): { compile(): CompiledQuery<Row> };
};

/** A query's text, and where each of its parameters comes from: a value of its own, or a place of `values`. */
type Recipe = { readonly query: CompiledQuery<never>; readonly places: readonly (number | undefined)[] };

/** Shapes of scopes are few: how many schools, in which roles. */
const mostShapes = 100;
const mark = 'stand-in:';

/**
 * Compiles a hot read once for every shape of scope and day, and runs it as a prepared statement: building the same
 * query anew costs more than running it. `build` sees stand-ins instead of the identifiers of the scope and of `args`,
 * so it may hand them to the query and nothing else: neither look into them nor compare them. Who may see what is still
 * decided by the starting points it uses.
 */
export function compiledQuery<const Name extends string, Row>(
  names: readonly Name[],
  build: (db: Database, scope: Scope, args: Readonly<Record<Name, string>>) => Built<Row>,
): (db: Database, scope: Scope, args: Readonly<Record<Name, string>>) => Promise<Row[]> {
  const recipes = createLRU<string, Recipe>({ max: mostShapes });
  return async (db, scope, args) => {
    const values = names.map((name) => args[name]);
    const shape = shapeOf(scope, values);
    const key = `${today()}${shape}`;
    let recipe = recipes.get(key);
    if (recipe === undefined) {
      recipe = recipeOf(build(db, standIn(scope, values), standInArgs(names)), true);
      recipes.set(key, recipe);
    }
    return run<Row>(db, recipe, values);
  };
}

/** Lengths of lists whose texts are kept. */
const mostLengths = 100;

/**
 * As `compiledQuery`, for a read of several things by a list of identifiers, each of them once: for lists, and not for
 * callers. `build` sees a list of stand-ins of the same length. Prepared when it is one thing, so that the lengths of
 * lists do not use up the statements of a connection.
 */
export function compiledList<const Name extends string, Row>(
  names: readonly Name[],
  build: (db: Database, ids: readonly string[], args: Readonly<Record<Name, string>>) => Built<Row>,
): (db: Database, ids: readonly string[], args: Readonly<Record<Name, string>>) => Promise<Row[]> {
  const recipes = createLRU<number, Recipe>({ max: mostLengths });
  return async (db, ids, args) => {
    let recipe = recipes.get(ids.length);
    if (recipe === undefined) {
      const listed = ids.map((_, index) => `${mark}${names.length + index}`);
      recipe = recipeOf(build(db, listed, standInArgs(names)), ids.length === 1);
      recipes.set(ids.length, recipe);
    }
    return run<Row>(db, recipe, [...names.map((name) => args[name]), ...ids]);
  };
}

async function run<Row>(db: Database, { query, places }: Recipe, values: readonly string[]): Promise<Row[]> {
  const parameters = query.parameters.map((own, index) => {
    const place = places[index];
    return place === undefined ? own : values[place];
  });
  const { rows } = await db.executeQuery<Row>({ ...query, parameters });
  return rows;
}

/** Adds the identifiers of the scope to `values`, each once, and names the scope by their places. */
function shapeOf(scope: Scope, values: string[]): string {
  let shape = '';
  for (const name in scope) {
    const value = scope[name as keyof Scope];
    shape += ';';
    for (const id of typeof value === 'string' ? [value] : value) shape += `${placeOf(id, values)},`;
  }
  return shape;
}

/** Arguments come first: an identifier that is also an argument has a place of its own. */
function placeOf(id: string, values: string[], from = 0): number {
  const place = values.indexOf(id, from);
  return place === -1 ? values.push(id) - 1 : place;
}

function standIn(scope: Scope, values: string[]): Scope {
  const of = (id: string) => `${mark}${placeOf(id, values)}`;
  const entries = Object.entries(scope).map(([name, value]: [string, string | readonly string[]]) => [
    name,
    typeof value === 'string' ? of(value) : value.map(of),
  ]);
  return Object.fromEntries(entries) as Scope;
}

function standInArgs<Name extends string>(names: readonly Name[]): Readonly<Record<Name, string>> {
  return Object.fromEntries(names.map((name, index) => [name, `${mark}${index}`])) as Record<Name, string>;
}

function recipeOf<Row>(built: Built<Row>, prepared: boolean): Recipe {
  const query = (prepared ? built.modifyFront(sql.raw(preparedMark)) : built).compile();
  const places = query.parameters.map((value) => {
    if (typeof value !== 'string' || !value.includes(mark)) return undefined;
    if (!/^stand-in:\d+$/.test(value)) throw new Error('a compiled query may not change the identifiers it is given');
    return Number(value.slice(mark.length));
  });
  return { query: query as CompiledQuery<never>, places };
}
