import type { TuningInput } from '../file.ts';
import { alivePath, metricsPort } from '../paths.ts';
import { ceilingLines, clientLines, subnet } from './limits.ts';

/** What answers under which path: the same over HTTPS and over plain HTTP. */
export function locationLines(input: TuningInput): string[] {
  const { paths, wanted } = input;
  return [
    ...block('location /api/', [...clientLines(input), 'proxy_pass http://teachtrack_api;']),
    // An event stream is written as it happens and may be silent for long; it counts for itself.
    ...block('location ~ ^/api/.+/events$', [
      ...clientLines(input),
      `limit_conn session_streams ${input.budget.web.limits.streamsPerSession};`,
      'proxy_buffering off;',
      'proxy_cache off;',
      'gzip off;',
      'proxy_read_timeout 1h;',
      'proxy_send_timeout 1h;',
      'proxy_pass http://teachtrack_api;',
    ]),
    ...block('location = /health', [...ceilingLines(input), 'access_log off;', 'proxy_pass http://teachtrack_api;']),
    // A sign of life of the web server itself.
    ...block(`location = ${alivePath}`, ['access_log off;', 'return 204;']),
    // What the monitor measured, for this machine and the subnets that were named.
    ...block('location = /metrics', [
      ...ceilingLines(input),
      'access_log off;',
      ...['127.0.0.1', '::1', ...(wanted.metricsFrom ?? []).map(subnet)].map((from) => `allow ${from};`),
      'deny all;',
      `proxy_pass http://127.0.0.1:${metricsPort};`,
    ]),
    ...(wanted.tls.kind !== 'plain-lan'
      ? block('location = /ca.crt', [
          ...ceilingLines(input),
          `alias ${paths.authority};`,
          'types { }',
          'default_type application/x-x509-ca-cert;',
          'add_header Content-Disposition "attachment; filename=teachtrack-ca.crt" always;',
          ...securityHeaders,
        ])
      : []),
    ...(wanted.tls.kind === 'plain-lan' ? [] : trustLines(input)),
    // Names of files here contain a digest of their content.
    ...block('location /assets/', [
      ...ceilingLines(input),
      'try_files $uri =404;',
      'add_header Cache-Control "public, max-age=31536000, immutable";',
      ...securityHeaders,
    ]),
    ...block('location /', [
      ...ceilingLines(input),
      'try_files $uri $uri/index.html /index.html;',
      'add_header Cache-Control "no-cache";',
      ...securityHeaders,
    ]),
    ...block('location @unavailable', [
      'default_type application/problem+json;',
      'add_header Retry-After 5 always;',
      'add_header Cache-Control "no-store" always;',
      ...securityHeaders,
      `return 503 '${problem(503, 'unavailable', 'TeachTrack is not answering at the moment. Please try again in a few seconds.')}';`,
    ]),
    ...block('location @too_many', [
      'default_type application/problem+json;',
      'add_header Retry-After 10 always;',
      'add_header Cache-Control "no-store" always;',
      ...securityHeaders,
      `return 429 '${problem(429, 'too-many-requests', 'Too many requests at once. Please wait a moment.')}';`,
    ]),
  ];
}

/** The page on which devices learn to trust the server; its files change with the authority. */
function trustLines(input: TuningInput): string[] {
  const types = [
    'text/html html;',
    'text/javascript js;',
    'application/x-x509-ca-cert crt;',
    'application/x-apple-aspen-config mobileconfig;',
    'application/json json;',
    'text/plain cmd sh;',
  ];
  return [
    ...block('location = /trust', [
      ...ceilingLines(input),
      `alias ${input.paths.trust}/index.html;`,
      'types { }',
      'default_type "text/html; charset=utf-8";',
      'gzip_static off;',
      'add_header Cache-Control "no-cache";',
      ...securityHeaders,
    ]),
    ...block('location /trust/', [
      ...ceilingLines(input),
      `alias ${input.paths.trust}/;`,
      'index index.html;',
      ...block('types', types),
      'charset utf-8;',
      'gzip_static off;',
      'add_header Cache-Control "no-cache";',
      ...securityHeaders,
    ]),
  ];
}

/** What pages may load: our own files only. The component library writes styles into the page, hence `unsafe-inline`. */
export const contentPolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

/** No Strict-Transport-Security: the same names must stay reachable over plain HTTP on a LAN without certificates. */
const securityHeaders = [
  'add_header X-Content-Type-Options nosniff always;',
  'add_header X-Frame-Options DENY always;',
  'add_header Referrer-Policy same-origin always;',
  `add_header Content-Security-Policy "${contentPolicy}" always;`,
];

/** The shape of every error answer of the API (RFC 9457), so that a page need know one only. */
function problem(status: 429 | 503, code: string, detail: string): string {
  const title = status === 429 ? 'Too Many Requests' : 'Service Unavailable';
  return JSON.stringify({ type: 'about:blank', title, status, code, detail, requestId: '$request_id' });
}

export function block(head: string, body: readonly string[]): string[] {
  return [`${head} {`, ...body.map((line) => `  ${line}`), '}'];
}
