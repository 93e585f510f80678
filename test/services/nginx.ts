import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentPolicy } from '../../provision/tuning/nginx/locations.ts';
import { freePort } from './free-port.ts';
import { start, until } from './process.ts';

export type Nginx = {
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Certificate that signs the server's, in PEM. */
  readonly authorityPath: string;
  stop(): Promise<void>;
};

/**
 * An nginx on loopback in front of the API's socket, for plain HTTP and for HTTPS with the name `teachtrack.test`. With
 * `site`, the folder of a built site, pages come from there and only `/api/` and `/health` from the API.
 */
export async function startNginx(folder: string, apiSocket: string, site?: string): Promise<Nginx> {
  const data = join(folder, 'nginx');
  mkdirSync(data);
  certificates(data);
  const [httpPort, httpsPort] = await Promise.all([freePort(), freePort()]);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (one) => `${one}_temp_path ${data}/${one};`,
  );
  const config = `
    daemon off; pid ${data}/pid; error_log ${data}/error.log; worker_processes 1; user ${process.getuid?.() === 0 ? 'root' : 'nobody'};
    events { worker_connections 512; }
    http {
      access_log off; ${temporary.join(' ')}
      # One instance alone: what it dropped while it ends would be seen.
      upstream api { server unix:${apiSocket} max_fails=0; keepalive 16; keepalive_timeout 3s; }
      server {
        listen 127.0.0.1:${httpPort}; listen 127.0.0.1:${httpsPort} ssl;
        ssl_certificate ${data}/server.crt; ssl_certificate_key ${data}/server.key;
        proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Request-Id $request_id; proxy_next_upstream error timeout;
        include /etc/nginx/mime.types;
        ${site === undefined ? 'location / { proxy_pass http://api; }' : siteLocations(site)}
        location ~ ^/api/.+/events$ { proxy_pass http://api; proxy_buffering off; proxy_read_timeout 1h; }
      }
    }`;
  writeFileSync(join(data, 'nginx.conf'), config);
  const program = start(['nginx', '-p', data, '-c', join(data, 'nginx.conf'), '-e', join(data, 'error.log')]);
  await until(
    'nginx answers',
    async () => (await fetch(`http://127.0.0.1:${httpPort}/health`).catch(() => undefined)) !== undefined,
  );
  return { httpPort, httpsPort, authorityPath: join(data, 'ca.crt'), stop: () => program.stop() };
}

function siteLocations(site: string): string {
  return `root ${site};
    location /api/ { proxy_pass http://api; }
    location = /health { proxy_pass http://api; }
    location / { try_files $uri $uri/index.html /index.html; add_header Content-Security-Policy "${contentPolicy}" always; }`;
}

function certificates(data: string): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: data, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=Test authority', '-days', '2');
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=teachtrack.test');
  writeFileSync(join(data, 'names'), 'subjectAltName=DNS:teachtrack.test,IP:127.0.0.1\n');
  const signing = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.crt', ...signing);
}
