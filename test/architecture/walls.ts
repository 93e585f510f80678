import type { Import } from './imports.ts';

/** Who may import whom. The first zone whose `files` match an importing file is the one that counts. */
export type Zone = {
  readonly name: string;
  readonly files: RegExp;
  /** Project files that may be imported. */
  readonly own: readonly RegExp[];
  /** Project files of which only the types may be imported. */
  readonly types?: readonly RegExp[];
  /** npm packages and `node:` modules that may be imported. */
  readonly bare: readonly RegExp[];
  /** Those of which only the types may be imported. */
  readonly bareTypes?: readonly RegExp[];
};

const node = /^node:/;
const zod = /^zod(\/|$)/;
const react = /^(react|react-dom|@mantine\/|@tanstack\/react-query|wouter)/;
/** The one look of the desktop app, the teachers' site and the status panel. */
const look = /^appliance\/web\/theme\//;

export const zones: readonly Zone[] = [
  { name: 'provision/model', files: /^provision\/model\//, own: [/^provision\/model\//], bare: [] },
  {
    name: 'provision/transport/ssh',
    files: /^provision\/transport\/ssh/,
    own: [/^provision\//],
    bare: [node, /^ssh2$/, /^node-ssh$/],
  },
  {
    name: 'provision/ops/certificates',
    files: /^provision\/ops\/certificates?/,
    own: [/^provision\//],
    bare: [node, /^@peculiar\/x509$/, /^reflect-metadata$/],
  },
  {
    name: 'provision/ops/mail',
    files: /^provision\/ops\/mail\.ts$/,
    own: [/^provision\//],
    bare: [node, /^nodemailer$/],
  },
  {
    name: 'provision/steps/appliance',
    files: /^provision\/steps\/appliance\//,
    own: [/^provision\//, /^appliance\/manifest\.ts$/],
    bare: [node, zod],
  },
  { name: 'provision', files: /^provision\//, own: [/^provision\//], bare: [node, zod] },
  {
    name: 'installer/contract and channel',
    files: /^installer\/(contract|channel)\//,
    own: [/^installer\/(contract|channel)\//],
    types: [/^provision\/model\//],
    bare: [zod],
  },
  {
    name: 'installer/bundle',
    files: /^installer\/bundle\//,
    own: [/^installer\//, /^provision\//],
    bare: [node, zod, /^esbuild$/, /^vite$/],
  },
  {
    name: 'installer/session/answers-file',
    files: /^installer\/session\/answers-file\.ts$/,
    own: [/^installer\//, /^provision\//],
    bare: [node, /^yaml$/],
  },
  { name: 'installer', files: /^installer\//, own: [/^installer\//, /^provision\//], bare: [node, zod] },
  {
    name: 'main/cli/commands/web',
    files: /^main\/cli\/commands\/web\.ts$/,
    own: [/^main\/cli\//, /^main\/web\/run\.ts$/, /^installer\//],
    bare: [node, /^commander$/],
  },
  { name: 'main/web', files: /^main\/web\//, own: [/^main\/web\//, /^installer\//], bare: [node, /^ws$/] },
  {
    name: 'main/cli',
    files: /^main\/cli\//,
    own: [/^main\/cli\//, /^installer\//],
    bare: [node, /^commander$/, /^listr2$/],
  },
  {
    name: 'main/electron/packaging',
    files: /^main\/electron\/packaging\//,
    own: [/^main\/electron\/packaging\//, /^installer\/bundle\//, /^installer\/session\/values\.ts$/],
    bare: [node, /^electron-builder$/, /^esbuild$/, /^vite$/, /^@electron\/fuses$/],
  },
  {
    // Loading Electron outside its own process starts a download: these small files do it.
    name: 'main/electron, the programs',
    files: /^main\/electron\/(entry|preload|update-feed)\.ts$/,
    own: [/^main\/electron\//, /^installer\//],
    bare: [node, /^electron(-updater)?$/],
  },
  {
    name: 'main/electron',
    files: /^main\/electron\//,
    own: [/^main\/electron\//, /^installer\//],
    bare: [node],
    bareTypes: [/^electron$/],
  },
  {
    name: 'renderer',
    files: /^renderer\//,
    own: [/^renderer\//, /^installer\/(contract|channel)\//, look],
    types: [/^provision\/model\//],
    bare: [react, zod, /^@fontsource-variable\/inter/, /^vite$/, /^@vitejs\/plugin-react$/],
  },
  { name: 'appliance/web/theme', files: look, own: [look], bare: [/^@mantine\/core$/] },
  {
    name: 'appliance/web',
    files: /^appliance\/web\/site\//,
    own: [/^appliance\/web\/site\//, look],
    types: [/^appliance\/features\/[^/]+\/(?:[a-z]+-)*schema\.ts$/],
    bare: [react, /^zod\/mini$/, /^vite$/, /^@vitejs\/plugin-react$/, node],
  },
  {
    name: 'appliance/web/status',
    files: /^appliance\/web\/status\//,
    own: [/^appliance\/web\/status\//, look],
    types: [/^appliance\/features\/[^/]+\/(?:[a-z]+-)*schema\.ts$/],
    bare: [react, /^vite$/, /^@vitejs\/plugin-react$/, node],
  },
  {
    name: 'appliance',
    files: /^appliance\//,
    own: [/^appliance\/(?!web\/)/],
    bare: [
      node,
      zod,
      /^(@?fastify($|\/|-)|bullmq$|ioredis$|mysql2(\/|$)|kysely$|pino$|csv-parse\/sync$|read-excel-file\/universal$|fflate$|uqr$|lru\.min$|fontkit$|helmet$)/,
    ],
  },
];

/** Sentences about imports that break a wall. */
export function breaches(imports: readonly Import[]): string[] {
  return imports.flatMap((one) => {
    const zone = zones.find((candidate) => candidate.files.test(one.from));
    if (zone === undefined) return [];
    const allowed = one.bare
      ? zone.bare.some((name) => name.test(one.to)) ||
        (one.typeOnly && (zone.bareTypes ?? []).some((name) => name.test(one.to)))
      : zone.own.some((path) => path.test(one.to)) ||
        (one.typeOnly && (zone.types ?? []).some((path) => path.test(one.to)));
    return allowed ? [] : [`${one.from}:${one.line} (${zone.name}) may not import ${one.to}`];
  });
}
