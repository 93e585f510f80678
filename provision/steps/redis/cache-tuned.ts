import type { Step } from '../../model/step.ts';
import { cache } from './cache.ts';
import { redisTuned } from './instance.ts';

export const redisCacheTuned: Step = redisTuned(cache);
