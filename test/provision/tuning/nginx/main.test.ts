import { describe, expect, test } from 'vitest';
import { manifest } from '../../../../appliance/manifest.ts';
import { nginxZonesMiB } from '../../../../provision/capacity/memory.ts';
import { sessionCookie } from '../../../../provision/tuning/nginx/limits.ts';
import { nginxMain } from '../../../../provision/tuning/nginx/main.ts';
import { machines, tuningInput, wanted } from '../inputs.ts';

const flavour = { product: 'mariadb', version: '10.11.19' } as const;
const large = { tier: 2000, cores: 16, memoryMiB: 32_051, flavour } as const;

describe.each(machines)('for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour });
  const text = nginxMain.render(input);

  test('every instance is an upstream that is never marked as failed', () => {
    const servers = text.match(/server unix:\/run\/teachtrack\/api-\d+\.sock max_fails=0;/g) ?? [];
    expect(servers).toHaveLength(input.budget.api.instances);
    expect(text.indexOf('least_conn;')).toBeLessThan(text.indexOf('keepalive 64;'));
  });

  test('connections and handles come from the budget', () => {
    const { workerConnections, backlog, limits } = input.budget.web;
    expect(text).toContain(`worker_connections ${workerConnections};`);
    expect(text).toContain(`listen 80 default_server reuseport backlog=${backlog};`);
    expect(text).toContain(`zone=address_ceiling:8m rate=${limits.ceilingPerSecond}r/s;`);
    expect(text.match(/\{/g)?.length).toBe(text.match(/\}/g)?.length);
  });
});

test('HTTP/2 is spoken in the words of the version', () => {
  const text = (version: string) => nginxMain.render(tuningInput(large, { nginx: { version } }));
  expect(text('1.22.1')).toContain('listen 443 default_server ssl http2 reuseport');
  expect(text('1.22.1')).not.toContain('http2 on;');
  expect(text('1.26.3')).toContain('listen 443 default_server ssl reuseport');
  expect(text('1.26.3')).toContain('http2 on;');
});

test('signed-in traffic counts by session, signed-out traffic by address, and named subnets are raised', () => {
  const text = nginxMain.render(tuningInput(large));
  expect(text).toContain('limit_req_zone $cookie_teachtrack_session zone=session_rate:16m rate=400r/m;');
  expect(text).toContain('limit_req_zone $anonymous_address zone=anonymous_rate:8m rate=1000r/m;');
  expect(text).toContain('limit_conn client_connections 100;');
  expect(text).toMatch(/geo \$raised_subnet \{\s+default 0;\s+10\.20\.0\.0\/16 1;\s+fd00:20::\/64 1;/);
});

test('the zones that the workers share take what the budget has for them', () => {
  const sizes = [...nginxMain.render(tuningInput(large)).matchAll(/(?:zone=\w+|shared:SSL):(\d+)m/g)];
  expect(sizes.reduce((sum, [, size]) => sum + Number(size), 0)).toBeLessThanOrEqual(nginxZonesMiB);
});

test('the cookie is the appliance’s own', () => {
  expect(sessionCookie).toBe(manifest.sessionCookie);
});

test('nothing but a subnet gets into the file as one', () => {
  const render = (cidr: string) => () =>
    nginxMain.render(tuningInput(large, { wanted: { ...wanted, raisedSubnets: [{ cidr, label: '' }] } }));
  for (const cidr of ['10.0.0.0/8', '10.1.2.3', 'fd00::/8']) expect(render(cidr)).not.toThrow();
  for (const cidr of ['10.0.0.0/33', '0.0.0.0/0 1; } evil', '', 'a/8', '10.0.0.0/-1', 'fd00::/129']) {
    expect(render(cidr)).toThrow(RangeError);
  }
});

test('a LAN without certificates gets plain HTTP only', () => {
  const text = nginxMain.render(tuningInput(large, { wanted: { ...wanted, tls: { kind: 'plain-lan' } } }));
  expect(text).not.toContain('443');
  expect(text).not.toContain('ca.crt');
  expect(text).toContain('listen 80 ');
});

test('plain HTTP is never forced away', () => {
  const text = nginxMain.render(tuningInput(large));
  expect(text).not.toMatch(/return 30\d|add_header Strict-Transport-Security/);
  expect(text).toContain('proxy_hide_header Strict-Transport-Security;');
});

test('a server whose kernel has no IPv6 is not told to listen on it', () => {
  expect(nginxMain.render(tuningInput(large))).toContain('listen [::]:80');
  expect(nginxMain.render(tuningInput(large, { ipv6: false }))).not.toContain('[::]');
});

test('the metrics are for this machine and the subnets that were named', () => {
  const block = (metricsFrom?: readonly string[]) => {
    const named = metricsFrom === undefined ? {} : { metricsFrom };
    const text = nginxMain.render(tuningInput(large, { wanted: { ...wanted, ...named } }));
    const [, lines = ''] = /location = \/metrics \{([^}]*)\}/.exec(text) ?? [];
    return lines.split('\n').flatMap((line) => /^ *(allow .*|deny .*);$/.exec(line)?.[1] ?? []);
  };
  expect(block()).toEqual(['allow 127.0.0.1', 'allow ::1', 'deny all']);
  expect(block(['10.0.9.0/24'])).toEqual(['allow 127.0.0.1', 'allow ::1', 'allow 10.0.9.0/24', 'deny all']);
  expect(() => block(['0.0.0.0/0; evil'])).toThrow(RangeError);
});
