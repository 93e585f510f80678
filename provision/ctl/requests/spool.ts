import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

/** As the API writes it. The names of people and things are plain: they get into records and journals. */
const requestShape = z.strictObject({
  id: z.string().regex(/^[0-9A-Za-z-]{8,64}$/),
  action: z.string().regex(/^[a-z][a-z-]{0,63}$/),
  target: z.string().max(200).optional(),
  /** Who asked, as the panel shows it. */
  by: z
    .string()
    .min(1)
    .max(120)
    .regex(/^[^\p{Cc}]*$/u),
  at: z.iso.datetime(),
});
export type PanelRequest = z.infer<typeof requestShape>;

export type Taken = { readonly request: PanelRequest } | { readonly refused: string; readonly file: string };

const mostBytes = 4_096;

/**
 * Takes the next request out of the spool, the oldest name first; undefined when there is none. It is gone from the
 * spool before it is done, so that one that kills whoever does it is not done again and again.
 */
export function takeRequest(spool: string): Taken | undefined {
  const file = readdirSync(spool, { withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.json') && !entry.isDirectory())
    .map(({ name }) => name)
    .sort()[0];
  if (file === undefined) return undefined;
  const path = join(spool, file);
  const read = readPlain(path);
  unlinkSync(path);
  return 'refused' in read ? { ...read, file } : parsedRequest(read.text, file);
}

/** The folder belongs to the service's account: nothing in it is trusted, links least of all. */
function readPlain(path: string): { readonly text: string } | { readonly refused: string } {
  let handle: number;
  try {
    handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (thrown) {
    return { refused: `it cannot be read (${(thrown as NodeJS.ErrnoException).code ?? 'no reason given'})` };
  }
  try {
    const found = fstatSync(handle);
    if (!found.isFile()) return { refused: 'it is not a file' };
    if (found.size > mostBytes) return { refused: `it is larger than ${mostBytes} bytes` };
    return { text: readFileSync(handle, 'utf8') };
  } finally {
    closeSync(handle);
  }
}

function parsedRequest(text: string, file: string): Taken {
  try {
    const { data, error } = requestShape.safeParse(JSON.parse(text));
    if (data === undefined) return { refused: z.prettifyError(error), file };
    return data.id === basename(file, '.json') ? { request: data } : { refused: 'its name is not its id', file };
  } catch {
    return { refused: 'it is not JSON', file };
  }
}
