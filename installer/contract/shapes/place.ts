import { z } from 'zod';
import { hostSchema, portSchema } from './typed.ts';

export const addressOfServer = { host: hostSchema, port: portSchema } as const;

/** Names a connection that the program holds; made by `connection.open`. */
export const connectionId = z.string().regex(/^c[0-9]{1,9}$/, 'is not the name of a connection');
export const inConnection = { connection: connectionId } as const;

/** Names a run on the server. */
export const runId = z.string().regex(/^\d{8}t\d{6}-[0-9a-f]{6}$/, 'is not the name of a run');

/** A text for a file of the person’s own: the face saves it where the person wants it. */
export const textFile = z.object({ name: z.string(), type: z.string(), text: z.string() });
export type TextFile = z.infer<typeof textFile>;

/** Where bytes went that were saved by the system's dialog, or their content for a download. */
export const savedBytes = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path: z.string() }),
  z.object({ kind: z.literal('content'), name: z.string(), base64: z.base64() }),
  z.object({ kind: z.literal('changed-mind') }),
]);

export const nothing = z.strictObject({});
export const done = z.object({});
