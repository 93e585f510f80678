import { type RedisFlavour, redisFlavour } from '../capacity/flavour.ts';
import type { Fact } from '../model/fact.ts';
import { maybeText } from './text.ts';

export type RedisVersion =
  | { readonly installed: false }
  | { readonly installed: true; readonly says: string; readonly flavour?: RedisFlavour };

export const redisVersion: Fact<RedisVersion> = {
  id: 'redis-version',
  title: 'Version of Redis',
  script: `
for program in redis-server valkey-server; do
  command -v $program >/dev/null && { $program --version; exit; }
done
exit 0`,
  parse(stdout) {
    const says = maybeText(stdout);
    if (says === undefined) return { installed: false };
    const flavour = redisFlavour(says);
    return { installed: true, says, ...(flavour === undefined ? {} : { flavour }) };
  },
};
