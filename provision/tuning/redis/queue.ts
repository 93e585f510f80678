import type { TuningFile } from '../file.ts';
import { redisConfig } from './config.ts';

export const redisQueue: TuningFile = redisConfig('queue', 'Settings of the queue server');
