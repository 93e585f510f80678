import type { Verification } from '../../engine/verify.ts';
import { tuningFiles } from '../../tuning/catalogue.ts';
import { inForce } from '../in-force.ts';
import { inputsOf } from '../inputs.ts';
import { settingsWanted } from '../kept.ts';

/** That the running services have the settings of every file of ours, and not only the files. */
export const settingsInForce: Verification = {
  name: 'The settings are in force',
  async run(context) {
    const input = await inputsOf(context);
    const found = await inForce(context, await settingsWanted(context, tuningFiles, input), input);
    const wrong = found.different.map(
      ({ name, wanted, found: got }) => `${name} is ${got ?? 'not known'}, not ${wanted}`,
    );
    const not = [...found.lawfullyDifferent, ...found.ofTheHost].map(({ name, found: got }) => `${name} is ${got}`);
    const rest = not.length === 0 ? '' : `; not ours to set here: ${not.join(', ')}`;
    const detail = `${found.count} settings read back from the database, both Redis servers, nginx, systemd and the kernel`;
    return { ok: wrong.length === 0, detail: wrong.length === 0 ? `${detail}${rest}` : wrong.join('\n') };
  },
};
