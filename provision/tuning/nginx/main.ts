import { heading, rootOwned, type TuningFile, type TuningInput } from '../file.ts';
import { limitLines } from './limits.ts';
import { block } from './locations.ts';
import { serverLines } from './servers.ts';

/** The whole of nginx' configuration: what matters most (workers, connections, handles) fits in no added file. */
export const nginxMain: TuningFile = {
  id: 'nginx/main',
  title: 'The web server',
  service: 'nginx',
  ...rootOwned,
  path: ({ paths }) => paths.nginxConfig,
  render: (input) =>
    [
      `# ${heading}`,
      ...mainLines(input),
      ...block('events', [`worker_connections ${input.budget.web.workerConnections};`, 'multi_accept off;']),
      ...block('http', [...httpLines(input), ...limitLines(input), ...upstreamLines(input), ...serverLines(input)]),
      '',
    ].join('\n'),
  settings: ({ budget: { web }, paths }) =>
    [
      ['worker_processes', web.workerProcesses],
      ['worker_rlimit_nofile', web.openFiles],
      ['worker_connections', web.workerConnections],
    ].map(([name, value]) => ({
      name: String(name),
      wanted: String(value),
      source: { kind: 'nginx', config: paths.nginxConfig },
    })),
};

function mainLines({ budget: { web }, paths }: TuningInput): string[] {
  return [
    'user www-data;',
    `worker_processes ${web.workerProcesses};`,
    'worker_cpu_affinity auto;',
    `worker_rlimit_nofile ${web.openFiles};`,
    'worker_shutdown_timeout 30s;',
    `pid ${paths.nginxPid};`,
    `error_log ${paths.nginxLogs}/error.log;`,
    `include ${paths.nginxModules}/*.conf;`,
  ];
}

function httpLines({ paths }: TuningInput): string[] {
  return [
    `include ${paths.mimeTypes};`,
    'default_type application/octet-stream;',
    'types_hash_max_size 2048;',
    'server_tokens off;',
    // Neither query strings nor cookies: they may hold what is nobody's business.
    `log_format teachtrack '$remote_addr [$time_iso8601] "$request_method $uri" $status $body_bytes_sent $request_time $upstream_response_time $request_id';`,
    `access_log ${paths.nginxLogs}/teachtrack-access.log teachtrack buffer=64k flush=5s if=$worth_a_line;`,
    'sendfile on;',
    'tcp_nopush on;',
    'tcp_nodelay on;',
    'keepalive_timeout 65s;',
    'keepalive_requests 10000;',
    'reset_timedout_connection on;',
    'client_max_body_size 50m;',
    'client_body_buffer_size 128k;',
    'large_client_header_buffers 4 32k;',
    'client_header_timeout 15s;',
    'client_body_timeout 30s;',
    'send_timeout 30s;',
    'gzip on;',
    'gzip_static on;',
    'gzip_vary on;',
    'gzip_proxied any;',
    'gzip_comp_level 4;',
    'gzip_min_length 1024;',
    'gzip_types text/plain text/css text/javascript application/json application/javascript application/manifest+json image/svg+xml;',
    'ssl_protocols TLSv1.2 TLSv1.3;',
    'ssl_prefer_server_ciphers off;',
    'ssl_session_cache shared:SSL:20m;',
    'ssl_session_timeout 1d;',
    'ssl_session_tickets off;',
    ...proxyLines,
  ];
}

/**
 * A request that changes something goes to another instance only when the first cannot have begun it; any other goes to
 * as many as there are, as long as it is not old.
 */
const proxyLines = [
  'proxy_http_version 1.1;',
  'proxy_set_header Connection "";',
  'proxy_set_header Host $http_host;',
  'proxy_set_header X-Forwarded-For $remote_addr;',
  'proxy_set_header X-Forwarded-Proto $scheme;',
  'proxy_set_header X-Request-Id $request_id;',
  'proxy_hide_header Strict-Transport-Security;',
  'proxy_next_upstream error timeout;',
  'proxy_next_upstream_tries 0;',
  'proxy_next_upstream_timeout 10s;',
  'proxy_connect_timeout 3s;',
  'proxy_read_timeout 60s;',
  'proxy_buffer_size 16k;',
  'proxy_buffers 16 16k;',
  'proxy_busy_buffers_size 64k;',
];

/** No instance is ever marked as failed: a restarting one would take all the others' requests down with it. */
function upstreamLines({ budget: { api }, paths }: TuningInput): string[] {
  const servers = Array.from({ length: api.instances }, (_, index) => index + 1);
  return block('upstream teachtrack_api', [
    'zone teachtrack_api 256k;',
    'least_conn;',
    ...servers.map((instance) => `server unix:${paths.sockets}/api-${instance}.sock max_fails=0;`),
    'keepalive 64;',
    'keepalive_requests 10000;',
    // Shorter than an instance's goodbye: ended from this side, where no request can be on its way yet.
    'keepalive_timeout 3s;',
  ]);
}
