import type { Health } from './summary.ts';

/** What is behind the four lines, for a person; what is not known is left out. */
export function detailLines({ summary, figures }: Health): readonly string[] {
  const { people, database, redis, queues, web, machine, reserve, certificate, restarts } = figures;
  return [
    summary,
    ...(people === null ? [] : [`People on now: ${people.onNow}`]),
    ...(web === null ? [] : [webLine(web)]),
    ...(database?.queriesPerSecond == null
      ? []
      : [`Database: ${database.queriesPerSecond} queries/s, ${database.slowPerMinute} slow a minute`]),
    ...(redis === null
      ? []
      : [
          `Redis: queue ${share(redis.queue)}, cache ${share(redis.cache)}, ${redis.cache.evictions} put out of the cache; file of the queue ${redis.queue.appendOnlyOk === false ? 'CANNOT be written' : 'is written'}`,
        ]),
    ...(queues ?? []).map(({ name, waiting, active, failed, oldestSeconds, paused }) => {
      const oldest = oldestSeconds === null ? '' : `, oldest ${oldestSeconds} s`;
      return `Queue ${name}: ${waiting} waiting${oldest}, ${active} active, ${failed} failed${paused ? ', PAUSED' : ''}`;
    }),
    ...(machine === null
      ? []
      : [
          `Machine: load ${machine.load1} on ${machine.cores} cores, ${machine.memoryPercent}% of ${Math.round(machine.memoryTotalMiB / 1024)} GB memory used`,
          ...machine.disks.map(({ path, percent, freeBytes, readOnly }) => {
            const stopped = readOnly === true ? ', CANNOT be written to' : '';
            return `Disk of ${path}: ${percent}% used, ${Math.round(freeBytes / 1e9)} GB free${stopped}`;
          }),
        ]),
    ...(reserve == null ? [] : [`Emergency reserve: ${reserve.summary}`]),
    ...(certificate === null ? [] : [`Certificate: ${certificate.daysLeft} days left`]),
    ...(restarts ?? []).map(({ unit, times, upSince, process }) => {
      if (process !== undefined)
        return `${unit} replaced ${times} of its processes, the last at ${upSince}: ${process}`;
      return `${unit} came back by itself ${times} times, ${upSince === null ? 'and is down now' : `last at ${upSince}`}`;
    }),
  ];
}

function webLine({ requestsPerSecond, p95Ms, errorsPerSecond }: NonNullable<Health['figures']['web']>): string {
  const quick = p95Ms === null ? '' : `, 95 of 100 within ${p95Ms} ms`;
  return `Site: ${requestsPerSecond} requests/s${quick}, ${errorsPerSecond} errors/s`;
}

function share({
  memoryBytes,
  maxMemoryBytes,
}: {
  readonly memoryBytes: number;
  readonly maxMemoryBytes: number;
}): string {
  const most = maxMemoryBytes === 0 ? '' : ` of ${Math.round(maxMemoryBytes / 1e6)}MB`;
  return `${Math.round(memoryBytes / 1e6)}MB${most}`;
}
