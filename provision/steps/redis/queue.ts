import { redisQueue } from '../../tuning/redis/queue.ts';
import { redisQueueUnit } from '../../tuning/redis/queue-unit.ts';

export const queue = { role: 'queue', title: 'the queue server', files: [redisQueueUnit, redisQueue] } as const;
