import { ProvisionError } from '../../model/error.ts';
import { lastLines } from '../../ops/command.ts';
import { runDemoData } from '../../steps/appliance/demo-data.ts';
import { type Command, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

export const seed: Command = {
  name: 'seed',
  usage: '[--schools 40] [--teachers 2000] [--no-schemes] [--json] | --remove [--json]',
  summary: 'fills the district with demonstration data for a try or a load test, or takes exactly that away again',
  options: {
    schools: { type: 'string' },
    teachers: { type: 'string' },
    'no-schemes': { type: 'boolean' },
    remove: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(world, flags) {
    const remove = flags['remove'] === true;
    const wishes = ['schools', 'teachers'].flatMap((name) => {
      const value = text(flags, name);
      if (value === undefined) return [];
      if (!/^[1-9]\d{0,4}$/.test(value)) throw usage(`--${name} is a whole number from 1, not "${value}".`);
      return [`--${name}`, value];
    });
    if (remove && (wishes.length > 0 || flags['no-schemes'] === true)) {
      throw usage('--remove takes away all demonstration data: no other flag goes with it.');
    }
    const args = remove ? ['remove'] : ['seed', ...wishes, ...(flags['no-schemes'] === true ? ['--no-schemes'] : [])];
    const { transport, signal } = world;
    const ops = { transport, signal, say: world.err };
    const result = await runDemoData(ops, [...args, ...(flags['json'] === true ? ['--json'] : [])]);
    if (result.exitCode !== 0) {
      const evidence = lastLines(result.stderr);
      const message = evidence.at(-1)?.replace(/^demo: /, '') ?? 'the program ended without a word';
      throw new ProvisionError({ code: 'TT-RUN-01', message: `The demonstration data: ${message}.`, evidence });
    }
    world.out(result.stdout.trimEnd());
    return exitCodes.ok;
  },
};
