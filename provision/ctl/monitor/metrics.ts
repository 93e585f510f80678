import { createServer, type Server } from 'node:http';
import { metricsPort } from '../../tuning/paths.ts';
import type { Health } from '../health/summary.ts';

type Metric = {
  readonly name: string;
  readonly help: string;
  readonly kind?: 'counter';
  readonly values: readonly (readonly [labels: string, value: number | null | undefined])[];
};

/** The newest measurement in Prometheus' text format, version 0.0.4. What is not known is left out. */
export function metricsText(health: Health): string {
  return metricsOf(health)
    .flatMap(({ name, help, kind, values }) => {
      const lines = values.flatMap(([labels, value]) =>
        typeof value === 'number' ? [`teachtrack_${name}${labels} ${value}`] : [],
      );
      const type = `# TYPE teachtrack_${name} ${kind ?? 'gauge'}`;
      return lines.length === 0 ? [] : [`# HELP teachtrack_${name} ${help}`, type, ...lines];
    })
    .concat('')
    .join('\n');
}

function metricsOf({ at, services, figures }: Health): readonly Metric[] {
  const { people, generations, database, redis, queues, workers, api, web, machine, certificate, restarts } = figures;
  const one = (name: string, help: string, value: number | null | undefined): Metric => ({
    ...{ name, help, values: [['', value]] as const },
  });
  const perQueue = (name: string, help: string, of: 'waiting' | 'active' | 'delayed' | 'failed' | 'oldestSeconds') => ({
    ...{ name, help, values: (queues ?? []).map((queue) => [label('queue', queue.name), queue[of]] as const) },
  });
  const instances = redis === null ? [] : (['queue', 'cache'] as const);
  const perInstance = (name: string, help: string, of: 'memoryBytes' | 'maxMemoryBytes' | 'evictions') => ({
    ...{
      name,
      help,
      values: instances.map((instance) => [label('instance', instance), redis?.[instance][of]] as const),
    },
  });
  return [
    {
      name: 'service_up',
      help: 'Whether the service is well.',
      values: services.map(({ name, ok }) => [label('service', name.toLowerCase()), ok ? 1 : 0]),
    },
    one('measured_timestamp_seconds', 'When this was measured.', Date.parse(at) / 1000),
    one('people_on_now', 'People whose page asked for something in the last two minutes.', people?.onNow),
    one('generations_running', 'Schemes that are being generated.', generations?.running),
    one('database_connections', 'Open connections of the database.', database?.connections),
    one('database_connections_max', 'Most connections of the database.', database?.maxConnections),
    one('database_queries_per_second', 'Statements a second between the last two looks.', database?.queriesPerSecond),
    {
      ...one('database_slow_queries_total', 'Slow statements since the database started.', database?.slowQueries),
      kind: 'counter',
    },
    one('redis_clients', 'Clients of both Redis instances.', redis?.clients),
    perInstance('redis_memory_bytes', 'Memory in use.', 'memoryBytes'),
    perInstance('redis_memory_max_bytes', 'Most memory; 0 is no limit.', 'maxMemoryBytes'),
    { ...perInstance('redis_evictions_total', 'Keys put out for want of memory.', 'evictions'), kind: 'counter' },
    one(
      'redis_append_only_ok',
      'Whether the last writes of the append-only file worked.',
      flag(redis?.queue.appendOnlyOk),
    ),
    perQueue('queue_waiting', 'Jobs that wait.', 'waiting'),
    perQueue('queue_active', 'Jobs under way.', 'active'),
    perQueue('queue_delayed', 'Jobs that wait for their time.', 'delayed'),
    perQueue('queue_failed', 'Jobs that failed and are kept.', 'failed'),
    perQueue('queue_oldest_seconds', 'Age of the job that has waited longest.', 'oldestSeconds'),
    one('workers_running', 'Queue workers that run.', workers?.running),
    one('workers_wanted', 'Queue workers that are to run.', workers?.wanted),
    one('api_instances_healthy', 'API instances that answer.', api?.healthy),
    one('api_instances_wanted', 'API instances that are to answer.', api?.wanted),
    one('web_server_answers', '1 when the web server answers.', api === null ? null : Number(api.reached)),
    one('requests_per_second', 'Requests a second, of half a minute.', web?.requestsPerSecond),
    one(
      'request_p95_seconds',
      '95 of 100 answers of the API are quicker.',
      web?.p95Ms == null ? null : web.p95Ms / 1000,
    ),
    one('request_errors_per_second', 'Answers of 500 and above a second.', web?.errorsPerSecond),
    one('load1', 'Load of the machine over a minute.', machine?.load1),
    one('memory_used_percent', 'Memory that is not available.', machine?.memoryPercent),
    {
      name: 'disk_used_percent',
      help: 'Used space of a file system.',
      values: (machine?.disks ?? []).map(({ path, percent }) => [label('path', path), percent]),
    },
    {
      name: 'disk_stopped',
      help: 'Whether the system has stopped writing to a file system.',
      values: (machine?.disks ?? []).map(({ path, readOnly }) => [label('path', path), flag(readOnly === true)]),
    },
    {
      name: 'service_restarts_total',
      help: 'Times a service came back by itself.',
      kind: 'counter',
      values: (restarts ?? []).flatMap(({ unit, times, process }) =>
        process === undefined ? [[label('unit', unit), times] as const] : [],
      ),
    },
    {
      name: 'processes_replaced_total',
      help: 'Processes of a service that were replaced while it ran on.',
      kind: 'counter',
      values: (restarts ?? []).flatMap(({ unit, times, process }) =>
        process === undefined ? [] : [[label('unit', unit), times] as const],
      ),
    },
    one('certificate_days_left', 'Days until the certificate ends.', certificate?.daysLeft),
  ];
}

function label(name: string, value: string): string {
  return `{${name}="${value.replace(/["\\\n]/g, (letter) => (letter === '\n' ? '\\n' : `\\${letter}`))}"}`;
}

function flag(value: boolean | null | undefined): number | null {
  return value == null ? null : Number(value);
}

/** Answers `GET /metrics` on this machine's own address; the web server decides who else may ask. */
export function serveMetrics(latest: () => Health | undefined, port = metricsPort): Server {
  const server = createServer((request, response) => {
    const health = latest();
    const status = request.url !== '/metrics' ? 404 : health === undefined ? 503 : 200;
    const isText = status === 200 && health !== undefined;
    response
      .writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' })
      .end(isText ? metricsText(health) : '');
  });
  server.requestTimeout = 5_000;
  server.maxConnections = 16;
  return server.listen(port, '127.0.0.1');
}
