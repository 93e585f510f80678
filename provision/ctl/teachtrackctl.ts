import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * Loads no more than is asked for: most of the time of a short command is that of loading the program, and people and
 * other programs ask for the health again and again. In a checkout the programs have the names of their sources.
 */
const script = realpathSync(process.argv[1] ?? '');
const [name, ...rest] = process.argv.slice(2);
const isSource = script.endsWith('.ts');
const program = name === 'health' && !rest.includes('--help') ? 'health' : 'engine';
const file = isSource && program === 'health' ? 'health/program.ts' : `${program}${isSource ? '.ts' : '.mjs'}`;
await import(pathToFileURL(join(dirname(script), file)).href);
