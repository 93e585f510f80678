import type { Json } from '../../model/json.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

export const facts: Command = {
  name: 'facts',
  usage: '[--json]',
  summary: 'what is true of this server',
  options: { json: { type: 'boolean' } },
  async run(world, flags) {
    const found = await world.collectFacts(world.facts);
    const all = world.facts.map((fact) => ({ fact, outcome: found.get(fact) }));
    if (flags['json'] === true) {
      world.out(JSON.stringify(Object.fromEntries(all.map(({ fact, outcome }) => [fact.id, outcome as Json]))));
      return exitCodes.ok;
    }
    for (const { fact, outcome } of all)
      world.out(
        `${fact.title}: ${outcome.kind === 'known' ? JSON.stringify(outcome.value) : `unknown: ${outcome.why}`}`,
      );
    return exitCodes.ok;
  },
};
