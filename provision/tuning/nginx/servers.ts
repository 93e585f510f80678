import { atLeast } from '../../capacity/flavour.ts';
import type { TuningInput } from '../file.ts';
import { block, locationLines } from './locations.ts';

/** One server for whatever name or address people type; over HTTPS where there is a certificate, and over HTTP. */
export function serverLines(input: TuningInput): string[] {
  const { paths, wanted } = input;
  const plain = block('server', [...listen(input, paths.httpPort, ''), ...answers(input)]);
  if (wanted.tls.kind === 'plain-lan') return plain;
  // The word on the listen line went out of use when the directive of its own came in.
  const separate = atLeast(input.nginx.version, '1.25.1');
  const encrypted = block('server', [
    ...listen(input, paths.httpsPort, separate ? ' ssl' : ' ssl http2'),
    ...(separate ? ['http2 on;'] : []),
    `ssl_certificate ${paths.certificate};`,
    `ssl_certificate_key ${paths.certificate};`,
    ...answers(input),
  ]);
  return [...plain, ...encrypted];
}

function listen({ budget, ipv6 }: TuningInput, port: number, kind: string): string[] {
  const options = `default_server${kind} reuseport backlog=${budget.web.backlog};`;
  return [`listen ${port} ${options}`, ...(ipv6 === false ? [] : [`listen [::]:${port} ${options}`])];
}

function answers(input: TuningInput): string[] {
  return [
    'server_name _;',
    `root ${input.paths.current}/site;`,
    'error_page 502 503 504 =503 @unavailable;',
    'error_page 429 @too_many;',
    ...locationLines(input),
  ];
}
