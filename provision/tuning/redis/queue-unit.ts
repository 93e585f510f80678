import type { TuningFile } from '../file.ts';
import { redisUnit } from './drop-in.ts';

export const redisQueueUnit: TuningFile = redisUnit('queue', 'Limits of the queue server');
