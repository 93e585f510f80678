import { isList, isNumber, isObject, type Json, type JsonObject } from './json-reader.ts';
import { plain } from './spellings.ts';

export type Domain = 'knowledge' | 'skill' | 'attitude';
export type Text = { readonly text: string; readonly domain?: Domain };

/**
 * Every text of a value, however it is packed: a text, lines of a text, lists in lists, objects with a text, or objects
 * that name each text or group texts by domain. `keepNames` puts a telling key before its text.
 */
export function textsOf(value: Json, keepNames: boolean, domain?: Domain): Text[] {
  if (typeof value === 'string') return linesOf(value).map((text) => withDomain(text, domain));
  if (isList(value)) {
    return value.flatMap((one) =>
      typeof one === 'string' ? itemsOf(one).map((text) => withDomain(text, domain)) : textsOf(one, keepNames, domain),
    );
  }
  if (isObject(value)) return objectTexts(value, keepNames, domain);
  if (isNumber(value)) return [withDomain(value.number, domain)];
  return [];
}

const bodyKeys = /^(?:text|outcome|description|statement|content|value|body|details?|question|experience|activity)$/;
const headKeys = /^(?:title|name|heading|label)$/;
const domainKeys = /^(?:domain|category|type|kind)$/;
const orderKeys = /^(?:id|code|no|number|letter|order|index|seq|sequence|position)$|(?:id|code|number)$/;

function objectTexts({ members }: JsonObject, keepNames: boolean, outer: Domain | undefined): Text[] {
  const told = members.find(([key, value]) => domainKeys.test(plain(key)) && domainOf(value) !== undefined);
  const domain = told === undefined ? outer : domainOf(told[1]);
  const hasBody = members.some(([key, value]) => bodyKeys.test(plain(key)) && isText(value));
  const aside = ([key, value]: JsonObject['members'][number]) =>
    !isNested(value) && (orderKeys.test(plain(key)) || (hasBody && domainKeys.test(plain(key))));
  const rest = members.filter((one) => one !== told && !aside(one));
  const head = rest.find(([key, value]) => headKeys.test(plain(key)) && isText(value));
  const body = rest.find(([key, value]) => bodyKeys.test(plain(key)) && isText(value));
  const pair = head !== undefined && body !== undefined ? [joined(head[1], body[1])] : [];
  const others = pair.length === 0 ? rest : rest.filter((one) => one !== head && one !== body);
  return [
    ...pair.map((text) => withDomain(text, domain)),
    ...others.flatMap(([key, value]) => {
      const texts = textsOf(value, keepNames, domainOf(key) ?? domain);
      const telling = keepNames && !headKeys.test(plain(key)) && !bodyKeys.test(plain(key)) && /\p{L}{3}/u.test(key);
      return telling ? texts.map((one) => ({ ...one, text: `${key.trim()}: ${one.text}` })) : texts;
    }),
  ];
}

function joined(head: Json, body: Json): string {
  return `${linesOf(`${head}`).join(' ')}: ${linesOf(`${body}`).join(' ')}`;
}

function isText(value: Json): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isNested(value: Json): boolean {
  return isList(value) || isObject(value);
}

function domainOf(value: Json): Domain | undefined {
  if (typeof value !== 'string') return undefined;
  const name = plain(value);
  if (/^(?:knowledge|cognitive)$/.test(name)) return 'knowledge';
  if (/^(?:skills?|psychomotor)$/.test(name)) return 'skill';
  if (/^(?:attitudes?|affective)$/.test(name)) return 'attitude';
  return undefined;
}

function withDomain(text: string, domain: Domain | undefined): Text {
  return domain === undefined ? { text } : { text, domain };
}

const bullet = /^(?:[-–•*·]\s*|\(?(?:[a-z]|\d{1,2})[.)]\s+)(?=\S)/iu;

/** Lines without the bullets and letters they are listed with; a single line stays as it is. */
function linesOf(text: string): string[] {
  const lines = text
    .split(/[\r\n]+/)
    .map(tidy)
    .filter(Boolean);
  return lines.length < 2 ? lines : lines.map((line) => line.replace(bullet, ''));
}

/** In a list a text is one item, however it is broken into lines, unless each of its lines has a bullet. */
function itemsOf(text: string): string[] {
  const lines = text
    .split(/[\r\n]+/)
    .map(tidy)
    .filter(Boolean);
  return lines.every((line) => bullet.test(line)) ? linesOf(text) : [lines.join(' ')];
}

/** On one line, and without what no document can show: control characters and halves of characters. */
export function tidy(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
