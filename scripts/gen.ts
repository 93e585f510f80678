import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cataloguePage } from './catalogue-page.ts';

/** Writes the page that lists every fact, requirement, step and tuning file: `npm run gen`. */
const path = resolve(import.meta.dirname, '../docs/catalogue.md');
writeFileSync(path, cataloguePage());
console.log(`${path} is written.`);
