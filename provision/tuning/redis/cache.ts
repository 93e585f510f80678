import type { TuningFile } from '../file.ts';
import { redisConfig } from './config.ts';

export const redisCache: TuningFile = redisConfig('cache', 'Settings of the cache server');
