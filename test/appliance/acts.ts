import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { sourceFiles } from '../architecture/imports.ts';

/** A route that changes something: `PATCH /classes/:id`, and the text that registers it. */
export type ActingRoute = { readonly route: string; readonly file: string; readonly text: string };

/** A top-level function by its file and name, a method of an object by its name alone. */
type Piece = { readonly key: string; readonly file: string; readonly text: string };

const routeStart = /\bapp\.(get|post|put|patch|delete)\(\s*'([^']+)'/g;
const pieceStart =
  /^(?:export )?(?:(?:async )?function (\w+)|const (\w+)(?::[^=]+)? = )|^ {4}(?:async )?(\w+)\([^)]*\)[^;]* \{$/gm;
const importing = /import \{([^}]*)\} from '(\.[^']+)'/g;

/** Every route of the API that changes something. */
export function actingRoutes(root: string): ActingRoute[] {
  return sourceFiles(root, 'appliance/features').flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(routeStart)].flatMap((found) => {
      const [, method = '', path = ''] = found;
      const end = text.indexOf('\n  );', found.index);
      const route = `${method.toUpperCase()} ${path}`;
      return method === 'get' ? [] : [{ route, file, text: text.slice(found.index, end === -1 ? undefined : end) }];
    });
  });
}

/** Tells whether a text of a file leads to a call of `goal`, over whatever functions of the folders. */
export function leadingTo(root: string, folders: readonly string[], goal: RegExp) {
  const files = folders.flatMap((folder) => sourceFiles(root, folder));
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const named = new Map([...texts].map(([file, text]) => [file, namesIn(root, file, text)]));
  const pieces = [...texts].flatMap(([file, text]) => piecesOf(file, text));
  const reached = new Set<string>();
  const leads = (file: string, text: string) =>
    goal.test(text) ||
    [...text.matchAll(/(\.)?\b(\w+)\b(?=[(,)])/g)].some(([, dot, name = '']) =>
      reached.has(dot === '.' ? name : (named.get(file)?.get(name) ?? `${file}#${name}`)),
    );
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    for (const { key, file, text } of pieces) if (!reached.has(key) && leads(file, text)) reached.add(key);
  }
  return leads;
}

/** What the names that a file imports stand for. */
function namesIn(root: string, file: string, text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(importing)].flatMap(([, names = '', path = '']) => {
      const from = relative(root, resolve(root, dirname(file), path));
      return names.split(',').map((one): [string, string] => {
        const [name = '', as = name] = one.trim().split(' as ');
        return [as, `${from}#${name}`];
      });
    }),
  );
}

function piecesOf(file: string, text: string): Piece[] {
  const starts = [...text.matchAll(pieceStart)];
  return starts.map((found, index) => {
    const [whole, name, value, method] = found;
    const key = method ?? `${file}#${name ?? value}`;
    return { key, file, text: text.slice(found.index + whole.length, starts[index + 1]?.index) };
  });
}
