import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { WebFigures } from './figures.ts';
import { round } from './round.ts';

const windowSeconds = 30;
/** The web server writes its log at least that often. */
const flushSeconds = 5;
const chunkBytes = 128 * 1024;
/** Half a minute of 2,000 requests a second. */
const mostBytes = 12 * 1024 * 1024;

/** Of half a minute that ended a few seconds ago, from the end of the web server's log of requests. */
export function webFigures(accessLog: string, now = new Date()): WebFigures {
  const until = Math.floor(now.getTime() / 1000) - flushSeconds;
  const times: number[] = [];
  let requests = 0;
  let errors = 0;
  const parse = lineParser();
  for (const line of linesSince(accessLog, until - windowSeconds)) {
    const found = parse(line);
    if (found === undefined || found.second <= until - windowSeconds || found.second > until) continue;
    requests += 1;
    if (found.status >= 500) errors += 1;
    // An event stream is open as long as the page is.
    if (found.path.startsWith('/api/') && !found.path.endsWith('/events')) times.push(found.seconds);
  }
  return {
    requestsPerSecond: round(requests / windowSeconds),
    p95Ms: percentile95(times),
    errorsPerSecond: round(errors / windowSeconds),
  };
}

function percentile95(times: number[]): number | null {
  if (times.length === 0) return null;
  times.sort((one, other) => one - other);
  return Math.round((times[Math.ceil(times.length * 0.95) - 1] ?? 0) * 1000);
}

type Line = { readonly second: number; readonly path: string; readonly status: number; readonly seconds: number };

/** `address [time] "METHOD path" status bytes seconds upstream id`, as `tuning/nginx/main` has it written. */
function lineParser(): (line: string) => Line | undefined {
  // Many lines in a row are of the same second, and a date is most of the work.
  let lastText = '';
  let lastSecond = Number.NaN;
  return (line) => {
    const from = line.indexOf('[');
    const quote = line.indexOf('"', from);
    const end = line.indexOf('" ', quote + 1);
    if (from < 0 || quote < 0 || end < 0) return undefined;
    const text = line.slice(from + 1, quote - 2);
    if (text !== lastText) [lastText, lastSecond] = [text, Date.parse(text) / 1000];
    const [status, , seconds] = line.slice(end + 2).split(' ', 3);
    const request = line.slice(quote + 1, end);
    return {
      second: lastSecond,
      path: request.slice(request.indexOf(' ') + 1),
      status: Number(status),
      seconds: Number(seconds),
    };
  };
}

/** The lines at the end of the file, back to the first chunk that begins before the second. */
function linesSince(path: string, second: number): readonly string[] {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const chunks: Buffer[] = [];
    for (let end = size; end > 0 && size - end < mostBytes; ) {
      const start = Math.max(0, end - chunkBytes);
      const chunk = Buffer.alloc(end - start);
      readSync(file, chunk, 0, chunk.length, start);
      chunks.unshift(chunk);
      end = start;
      const first = lineParser()(
        chunk.subarray(chunk.indexOf('\n') + 1, chunk.indexOf('\n') + 2000).toString('latin1'),
      );
      if (first !== undefined && first.second <= second) break;
    }
    return Buffer.concat(chunks).toString('latin1').split('\n');
  } finally {
    closeSync(file);
  }
}
