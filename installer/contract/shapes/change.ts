import { z } from 'zod';
import type { Change } from '../../../provision/model/change.ts';

/** One thing that a step does to the server; a file’s `diff` is in the unified form. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    path: z.string(),
    action: z.enum(['create', 'replace', 'remove']),
    diff: z.string().exactOptional(),
    secret: z.boolean().exactOptional(),
  }),
  z.object({
    kind: z.literal('directory'),
    path: z.string(),
    action: z.enum(['create', 'remove', 'attributes']),
  }),
  z.object({
    kind: z.literal('package'),
    name: z.string(),
    version: z.string(),
    action: z.enum(['install', 'remove', 'finish', 'update']),
  }),
  z.object({ kind: z.literal('account'), name: z.string(), action: z.enum(['create', 'remove']) }),
  z.object({
    kind: z.literal('unit'),
    name: z.string(),
    action: z.enum(['start', 'stop', 'restart', 'reload', 'enable', 'disable']),
  }),
  z.object({ kind: z.literal('setting'), of: z.string(), name: z.string(), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('database'), what: z.string(), action: z.enum(['create', 'migrate', 'remove']) }),
]) satisfies z.ZodType<Change>;
