import type { Step } from '../../model/step.ts';
import { redisTuned } from './instance.ts';
import { queue } from './queue.ts';

export const redisQueueTuned: Step = redisTuned(queue);
