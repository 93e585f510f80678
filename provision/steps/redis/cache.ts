import { redisCache } from '../../tuning/redis/cache.ts';
import { redisCacheUnit } from '../../tuning/redis/cache-unit.ts';

export const cache = { role: 'cache', title: 'the cache server', files: [redisCacheUnit, redisCache] } as const;
