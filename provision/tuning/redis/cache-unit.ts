import type { TuningFile } from '../file.ts';
import { redisUnit } from './drop-in.ts';

export const redisCacheUnit: TuningFile = redisUnit('cache', 'Limits of the cache server');
