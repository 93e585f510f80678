import { factCatalogue } from '../provision/facts/catalogue.ts';
import { requirementCatalogue } from '../provision/requirements/catalogue.ts';
import { steps } from '../provision/steps/catalogue.ts';
import { tuningFiles } from '../provision/tuning/catalogue.ts';

/** `docs/catalogue.md`: what the engine knows, generated from the code. */
export function cataloguePage(): string {
  return [
    '# Catalogue',
    '',
    'What the engine finds out, demands, sets and writes. Made by `npm run gen`; a test keeps it fresh.',
    '',
    ...table(
      'Facts (`provision/facts`)',
      ['id', 'what', 'writes'],
      factCatalogue.map(({ id, title, writes }) => [id, title, writes === true ? 'a small temporary file' : '']),
    ),
    ...table(
      'Requirements (`provision/requirements`)',
      ['id', 'what', 'topic', 'stops an install', 'may be accepted'],
      requirementCatalogue.map((one) => {
        const stops = one.severity === 'block';
        return [
          one.id,
          one.title,
          one.topic,
          stops ? 'yes' : 'no',
          !stops ? '' : one.overridable === false ? 'no' : 'yes',
        ];
      }),
    ),
    ...table(
      'Steps (`provision/steps`), in order',
      ['id', 'what', 'needs', 'about'],
      steps.map(({ id, title, needs, seconds }) => [id, title, needs.join(', '), `${seconds} s`]),
    ),
    ...table(
      'Tuning files (`provision/tuning`)',
      ['id', 'what', 'service'],
      tuningFiles.map(({ id, title, service }) => [id, title, service]),
    ),
  ].join('\n');
}

function table(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`## ${heading}`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line), ''];
}
