import { z } from 'zod';
import { faceErrorSchema } from '../contract/error.ts';

/** Raised when the frames change; window and program must have the same. */
export const channelVersion = 1;

/** Longest text a window may send: a private key or an answers file, not a bundle. */
export const longestInput = 2 * 1024 * 1024;

const id = z
  .int()
  .min(1)
  .max(2 ** 31);
const name = z.string().max(100);
const credit = z.int().min(1).max(10_000);

/** What a window says. Ids of calls and streams only ever grow: a frame sent twice is refused. */
export const fromWindow = z.discriminatedUnion('k', [
  z.strictObject({ k: z.literal('hello'), channel: z.int() }),
  z.strictObject({ k: z.literal('call'), id, name, in: z.unknown() }),
  /** `from`: number of the first item wanted; `credit`: how many items may be sent before more is granted. */
  z.strictObject({ k: z.literal('open'), id, name, in: z.unknown(), from: z.int().min(0), credit }),
  z.strictObject({ k: z.literal('more'), id, credit }),
  z.strictObject({ k: z.literal('stop'), id }),
]);
export type FromWindow = z.infer<typeof fromWindow>;

/** What the program says. */
export const toWindow = z.discriminatedUnion('k', [
  z.object({ k: z.literal('welcome'), channel: z.int() }),
  z.object({ k: z.literal('result'), id, out: z.unknown() }),
  z.object({ k: z.literal('items'), id, items: z.array(z.object({ seq: z.int(), out: z.unknown() })) }),
  z.object({ k: z.literal('end'), id }),
  /** Without an id it is about the wire, which is closed. */
  z.object({ k: z.literal('error'), id: id.optional(), error: faceErrorSchema }),
]);
export type ToWindow = z.infer<typeof toWindow>;

/** Undefined when the text is no such frame. */
export function decode<T>(schema: z.ZodType<T>, text: string): T | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
