import { z } from 'zod';
import { answersSchema } from '../answers.ts';
import { call } from '../define.ts';
import { inConnection, textFile } from '../shapes/place.ts';
import { sourceSchema } from '../shapes/typed.ts';
import { wantedSchema } from '../shapes/wanted.ts';

/** Secrets of the answers are typed once, kept while this connection lasts, and never sent back. */
const secretsSchema = z.strictObject({
  mailPassword: z.string().min(1, 'is empty').max(1024, 'is longer than 1,024 characters').exactOptional(),
  webhookUrl: z
    .url({ protocol: /^https?$/, error: 'is no http or https address' })
    .max(2_000, 'is longer than 2,000 characters')
    .exactOptional(),
  /** Of the administrator of another server’s database. */
  databasePassword: z
    .string()
    .min(1, 'is empty')
    .max(1024, 'is longer than 1,024 characters')
    .regex(/^[^\p{Cc}]*$/u, 'has more than one line')
    .exactOptional(),
});

const settledSchema = z.object({
  answers: answersSchema,
  /** Which secrets were typed. */
  typed: z.array(z.enum(['mailPassword', 'webhookUrl', 'databasePassword'])),
  /** The answers with defaults for what was not said. */
  wanted: wantedSchema,
  /** Where this laptop comes from, as the server sees it, and whether the wanted firewall would shut it out. */
  ssh: z.object({ from: z.string().nullable(), isShutOut: z.boolean() }),
});

export const answers = {
  /** Of an installed server they begin as what is in force there. */
  'answers.get': call({ in: z.strictObject(inConnection), out: settledSchema, access: 'anyone' }),
  /** Replaces all of them; of the secrets those that are given. Each field’s own fault can be had before from `parseAnswers`. */
  'answers.set': call({
    in: z.strictObject({ ...inConnection, answers: answersSchema, secrets: secretsSchema.exactOptional() }),
    out: settledSchema,
  }),
  /** Whether this laptop would be let in by SSH from these places alone; null where the server does not tell where it comes from. */
  'answers.letsIn': call({
    in: z.strictObject({ ...inConnection, sshFrom: z.array(sourceSchema).max(50, 'are more than 50') }),
    out: z.object({ isLetIn: z.boolean().nullable() }),
    access: 'anyone',
  }),
  /** Reads the text of an answers file, YAML or JSON, the same as the CLI takes. Rejects with the place of every problem. */
  'answers.read': call({
    in: z.strictObject({
      name: z.string().max(300),
      text: z.string().max(1_000_000, 'is longer than a megabyte: that is no answers file'),
    }),
    out: z.object({ answers: answersSchema }),
  }),
  /** The answers as a file that the CLI takes, server and confirmed identity included. */
  'answers.export': call({ in: z.strictObject(inConnection), out: textFile, access: 'anyone' }),
} as const;
