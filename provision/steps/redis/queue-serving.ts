import type { Step } from '../../model/step.ts';
import { redisServing } from './instance.ts';
import { queue } from './queue.ts';

export const redisQueueServing: Step = redisServing(queue);
