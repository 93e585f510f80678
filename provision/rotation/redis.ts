import { inventory } from '../ops/inventory.ts';
import { redisSettings } from '../ops/redis.ts';
import { redisInstance } from '../tuning/paths.ts';
import type { RotationStep } from './step.ts';

/** Redis has no secret here: who may open its socket is told by owner and mode. That is shown, and nothing is rotated. */
export function redisSteps(): readonly RotationStep[] {
  return (['queue', 'cache'] as const).map((role) => ({
    id: `rotate/redis-${role}`,
    title: `Access to Redis (${role})`,
    needs: [],
    seconds: 1,
    async check(context) {
      const { socket } = redisInstance(role);
      const [settings, entries] = await Promise.all([redisSettings(context, socket), inventory(context, [socket])]);
      const entry = entries.get(socket);
      const how = entry === undefined ? 'not there' : `${entry.owner}:${entry.group} ${entry.mode.toString(8)}`;
      const password = settings.get('requirepass') === '' ? 'It has no password' : 'It has a password that is not ours';
      return {
        kind: 'satisfied',
        evidence: [
          `${socket} is ${how}, and listens on port ${settings.get('port') ?? '?'}: only its group may open it`,
          `${password}, so there is none of ours to rotate`,
        ],
      };
    },
    async apply() {},
    async undo() {},
  }));
}
