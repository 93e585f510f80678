import type { Step } from '../../model/step.ts';
import { cache } from './cache.ts';
import { redisServing } from './instance.ts';

export const redisCacheServing: Step = redisServing(cache);
