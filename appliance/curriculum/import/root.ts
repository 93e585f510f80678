import { headerField, isAside } from './header.ts';
import { isList, isObject, type Json, type JsonObject, within } from './json-reader.ts';
import { isNode, type Node, nodesOf, nodesOfUnknown, nothing, shortened } from './node.ts';
import type { Notes } from './notes.ts';
import { meaningOf } from './spellings.ts';
import { textsOf } from './texts.ts';

type Level = { readonly object: JsonObject; readonly place: string };
type Root = { readonly levels: readonly Level[]; readonly strands: readonly Node[] };

/** Finds the strands of a document, be it the curriculum itself or something it is wrapped in. */
export function rootOf(document: Json, notes: Notes): Root | undefined {
  const { levels, strands } = unwrap(document, '', notes);
  if (strands === undefined) return undefined;
  return { levels, strands };
}

type Found = { readonly levels: readonly Level[]; readonly strands?: readonly Node[] };

function unwrap(value: Json, place: string, notes: Notes): Found {
  if (isList(value)) return unwrapList(value, place, notes);
  if (!isObject(value)) return { levels: [] };
  const here: Level = { object: value, place };
  const strands = strandsIn(here, notes);
  if (strands !== undefined) return { levels: [here], strands };
  const wrapped = value.members.filter(([, one]) => isList(one) || isObject(one));
  const inner = wrapped
    .map(([key, one]) => ({ key, found: unwrap(one, within(place, key), notes) }))
    .filter(({ found }) => found.strands !== undefined);
  const [only, second] = inner;
  if (second !== undefined) {
    notes.wrong('The file holds several curricula: save each in a file of its own.', place);
    return { levels: [] };
  }
  if (only === undefined) return { levels: [] };
  notes.assume(`The curriculum was found within "${shortened(only.key)}"`, place);
  const others = value.members.filter(([key]) => key !== only.key && headerField(key) === undefined);
  const beside = others.flatMap(([key, one]) => nodesOfUnknown(key, one, within(place, key), -1, notes));
  return { levels: [here, ...only.found.levels], strands: [...(only.found.strands ?? []), ...beside] };
}

/** A list around one curriculum is taken off; a file that is a list of strands is taken for them. */
function unwrapList(list: readonly Json[], place: string, notes: Notes): Found {
  const found = list.map((one, index) => unwrap(one, within(place, index), notes));
  const curricula = found.filter(({ strands }) => strands !== undefined);
  const [only, second] = curricula;
  if (second !== undefined) {
    notes.wrong(`The file is a list of ${curricula.length} curricula: save each in a file of its own.`, place);
    return { levels: [] };
  }
  if (only !== undefined) {
    notes.assume('The file is a list with one curriculum, which was taken', place);
    const beside = list.flatMap((one, index) =>
      found[index] === only ? [] : nodesOfUnknown(`${index}`, one, within(place, index), -1, notes),
    );
    return { levels: only.levels, strands: [...(only.strands ?? []), ...beside] };
  }
  const isStrands = place === '' && list.length > 0 && list.every((one) => isObject(one) && isNode(one));
  if (!isStrands) return { levels: [] };
  notes.assume('The file is a list of strands without a head', place);
  return { levels: [], strands: nodesOf(list, place, 0, notes) };
}

/** Undefined when this level has no strands; outcomes beside the strands become one more. */
function strandsIn({ object, place }: Level, notes: Notes): Node[] | undefined {
  const isStrands = ([key, value]: JsonObject['members'][number]) => {
    const meaning = meaningOf(key);
    const holds = isList(value) || isObject(value);
    return holds && (meaning?.kind === 'children' || (meaning?.kind === 'level' && meaning.depth === 0));
  };
  if (!object.members.some(isStrands)) return undefined;
  return object.members.flatMap((member) => {
    const [key, value] = member;
    const at = within(place, key);
    if (isStrands(member)) return nodesOf(value, at, 0, notes);
    if (headerField(key) !== undefined || isAside(key, value)) return [];
    if (meaningOf(key)?.kind === 'outcomes') {
      notes.assume('Outcomes outside all strands were made a strand of their own', at);
      return [{ ...nothing(at), title: 'General outcomes', outcomes: textsOf(value, false) }];
    }
    const kind = meaningOf(key)?.kind;
    return kind === 'title' || kind === 'code' ? [] : nodesOfUnknown(key, value, at, -1, notes);
  });
}
