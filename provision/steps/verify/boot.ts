import type { Verification } from '../../engine/verify.ts';
import { databaseUnit, redisInstance } from '../../tuning/paths.ts';
import { inputsOf } from '../inputs.ts';
import { unitOf } from '../readings.ts';

/** That the server comes back by itself: everything that has to run is switched on at boot. */
export const startsWithTheServer: Verification = {
  name: 'Everything starts with the server',
  async run(context) {
    const { database } = await inputsOf(context);
    const names = [
      databaseUnit(database),
      redisInstance('queue').unit,
      redisInstance('cache').unit,
      'teachtrack.target',
      'nginx.service',
    ];
    const found = await Promise.all(names.map((name) => unitOf(context, name)));
    const off = found.filter(({ fileState }) => fileState !== 'enabled');
    const detail = off.map(({ name, fileState }) => `${name} is ${fileState || 'not there'}`).join(', ');
    return { ok: off.length === 0, detail: off.length === 0 ? `${names.join(', ')} are switched on` : detail };
  },
};
