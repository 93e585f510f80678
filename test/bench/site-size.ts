/* How much script each page of the teachers' site loads, compressed: `npx node test/bench/site-size.ts`. */
import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSite } from '../../installer/bundle/release/site.ts';

const root = resolve(import.meta.dirname, '../..');
const goalKB = 155;

const { files } = await buildSite(root, 'appliance/web/site');
const scripts = new Map(
  files.filter(({ path }) => path.endsWith('.js')).map(({ path, data }) => [basename(path), Buffer.from(data)]),
);
const html = Buffer.from(files.find(({ path }) => path.endsWith('index.html'))?.data ?? '').toString();

const sizeOf = (names: Iterable<string>) =>
  [...names].reduce((sum, name) => sum + gzipSync(scripts.get(name) ?? '', { level: 9 }).length, 0) / 1000;

/** A script and all that it cannot begin without. */
function needed(name: string, known = new Set<string>()): Set<string> {
  if (known.has(name) || !scripts.has(name)) return known;
  known.add(name);
  const text = scripts.get(name)?.toString() ?? '';
  for (const [, other = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) needed(other, known);
  return known;
}

const entries = [...html.matchAll(/(?:src|href)="[^"]*?([\w.-]+\.js)"/g)].map(([, name = '']) => name);
const first = new Set(entries.flatMap((name) => [...needed(name)]));
/** Scripts that these fetch when they are wanted. */
const fetchedBy = (some: ReadonlySet<string>) =>
  [...scripts.keys()].filter((name) =>
    [...some].some(
      (one) => scripts.get(one)?.includes(`import(\`./${name}\`)`) || scripts.get(one)?.includes(`import("./${name}")`),
    ),
  );
const called = (name: string) => name.replace(/-[\w-]{8}\.js$/, '');
const later = (name: string) => fetchedBy(first).find((one) => called(one) === name) ?? name;

/** What every page has whose reader is signed in: the frame around it, and all words of one language. */
const frame = new Set([...first, ...needed(later('signed-in')), ...needed(later('en'))]);
const pages = fetchedBy(needed(later('signed-in')))
  .filter((name) => !first.has(name))
  .map((name) => ({ name: called(name), kB: sizeOf(new Set([...frame, ...needed(name)])) }))
  .sort((one, other) => other.kB - one.kB);
const more = ['sw', 'fr'].map((name) => {
  const own = [...needed(later(name))].filter((one) => !first.has(one));
  return `${name}: ${sizeOf(own).toFixed(0)} kB`;
});
const lines = [
  '# Script of the teachers’ site',
  '',
  `Measured ${new Date().toISOString().slice(0, 10)} with \`npx node test/bench/site-size.ts\`; gzip, as the server sends it; kB of 1,000 bytes. Goal for the first paint: at most ${goalKB} kB.`,
  '',
  `The sign-in page, and what every page has: **${sizeOf(first).toFixed(0)} kB**. Signed in, before any page: ${sizeOf(frame).toFixed(0)} kB.`,
  '',
  `All words of another language, in place of ${sizeOf([...needed(later('en'))].filter((one) => !first.has(one))).toFixed(0)} kB of English ones: ${more.join(', ')}.`,
  '',
  '| page opened first | script in all, kB |',
  '| --- | --- |',
  ...pages.map(({ name, kB }) => `| ${name} | ${kB.toFixed(0)} |`),
  '',
];
console.log(lines.join('\n'));
writeFileSync(resolve(root, 'docs/benchmarks/site-size.md'), lines.join('\n'));
