import { preflight } from '../../upgrade/preflight.ts';
import { preview, previewLines } from '../../upgrade/preview.ts';
import { type Command, needed, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { bundleAt } from '../planning.ts';

export const upgrade: Command = {
  name: 'upgrade',
  usage: '--check --bundle DIR [--json] | --back --preview [--json]',
  summary: 'what speaks for or against an upgrade; what going back from the last one would lose. Changes nothing',
  options: {
    check: { type: 'boolean' },
    bundle: { type: 'string' },
    back: { type: 'boolean' },
    preview: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(world, flags) {
    const isJson = flags['json'] === true;
    if (flags['back'] === true && flags['preview'] === true) {
      const found = await preview(world);
      world.out(isJson ? JSON.stringify(found) : previewLines(found).join('\n'));
      return exitCodes.ok;
    }
    if (flags['check'] !== true) throw usage('--check --bundle DIR or --back --preview is needed.');
    const found = await preflight(world, bundleAt(needed(flags, 'bundle')));
    world.out(
      isJson
        ? JSON.stringify(found)
        : found.findings.map(({ name, ok, detail }) => `${ok ? 'ok' : 'NO'} ${name}: ${detail}`).join('\n'),
    );
    return found.ok ? exitCodes.ok : exitCodes.blocked;
  },
};
