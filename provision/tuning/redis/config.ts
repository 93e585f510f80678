import { expectedSettings } from '../directive.ts';
import { heading, type TuningFile } from '../file.ts';
import { type RedisRole, redisInstance } from '../paths.ts';
import { redisDirectives } from './directives.ts';

/** The complete configuration of one of our Redis servers. */
export function redisConfig(role: RedisRole, title: string): TuningFile {
  const instance = redisInstance(role);
  return {
    id: `redis/${role}`,
    title,
    service: `redis-${role}`,
    mode: 0o640,
    owner: 'root',
    group: 'redis',
    path: () => instance.config,
    render: (input) =>
      [`# ${heading}`, ...redisDirectives(role, input).map(({ name, text }) => `${name} ${text}`), ''].join('\n'),
    settings: (input) => expectedSettings(redisDirectives(role, input), { kind: 'redis', socket: instance.socket }),
  };
}
