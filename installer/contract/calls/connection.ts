import { z } from 'zod';
import { acts } from '../act.ts';
import { call, stream } from '../define.ts';
import { faceErrorSchema } from '../error.ts';
import { addressOfServer, connectionId, done, inConnection, nothing } from '../shapes/place.ts';
import { fingerprintSchema } from '../shapes/typed.ts';

/** Received once, wrapped at once, and never sent back. A line break pasted along is refused with its name. */
const secret = z
  .string()
  .min(1, 'is empty')
  .max(1024, 'is longer than 1,024 characters')
  .refine((text) => !/[\r\n]/.test(text), 'holds a line break');

/** The text of a private key file: OpenSSH, PEM or PuTTY. */
const keyText = z.string().min(1, 'is empty').max(65_536, 'is too long for a private key');

const keyPath = z.string().trim().min(1, 'is empty').max(4096, 'is too long for a path');

export const credentialSchema = z.discriminatedUnion('kind', [
  /** Also the answer to the first hidden question of `keyboard-interactive`, where the server offers only that. */
  z.strictObject({ kind: z.literal('password'), password: secret }),
  z.strictObject({ kind: z.literal('key-file'), path: keyPath, passphrase: secret.exactOptional() }),
  z.strictObject({ kind: z.literal('key'), key: keyText, passphrase: secret.exactOptional() }),
  z.strictObject({ kind: z.literal('agent') }),
  /** What `remember` stored earlier for this host, port and user. */
  z.strictObject({ kind: z.literal('remembered') }),
]);

const hostKeySchema = z.object({ type: z.string(), fingerprint: z.string() });

/** Whether commands can run as root. `asks`: sudo wants a password that is not known yet. */
const rootSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), access: z.enum(['is-root', 'passwordless', 'password']) }),
  z.object({ kind: z.literal('asks'), error: faceErrorSchema }),
  z.object({ kind: z.literal('refused'), error: faceErrorSchema }),
]);

/** A connection that the program holds, and what was done over it: enough for a window to find its place again. */
export const heldSchema = z.object({
  connection: connectionId,
  host: z.string(),
  port: z.int(),
  user: z.string(),
  root: rootSchema,
  /** What the login shell prints on its own; worth a warning. */
  noise: z.array(z.string()),
  /** ISO 8601 UTC. */
  openedAt: z.string(),
  /** ISO 8601 UTC of the last check; null before the first. */
  checkedAt: z.string().nullable(),
  plan: z
    .object({
      kind: z.enum(['install', 'uninstall', 'upgrade', 'back']),
      state: z.enum(['working', 'ready', 'failed', 'cancelled']),
    })
    .nullable(),
  run: z
    .object({
      run: z.string(),
      kind: z.enum(acts),
      /** `unreached`: the line is broken and is being made whole; the run goes on. `gone`: to be resumed. */
      state: z.enum(['running', 'unreached', 'done', 'failed', 'cancelled', 'gone', 'lost']),
    })
    .nullable(),
  /** The first sign-in was shown and not yet acknowledged. */
  signInShown: z.boolean(),
});
export type Held = z.infer<typeof heldSchema>;

/** What a server asks at a sign-in besides the password or key, such as the code of a token. */
const questionSchema = z.object({
  id: z.string(),
  host: z.string(),
  port: z.int(),
  user: z.string(),
  /** The server’s own words, often none. */
  text: z.string(),
  questions: z.array(z.object({ text: z.string(), isHidden: z.boolean() })),
});
export type Question = z.infer<typeof questionSchema>;

const answerText = z
  .string()
  .max(1024, 'is longer than 1,024 characters')
  .refine((text) => !/[\r\n]/.test(text), 'holds a line break');

export const connection = {
  /**
   * Asks a server who it is; nothing is sent to it. `changed` is a hard stop: only forgetting the old identity helps.
   * `compare` is the command to run on the server’s own screen.
   */
  'connection.look': call({
    in: z.strictObject(addressOfServer),
    out: z.object({
      identity: z.enum(['new', 'confirmed', 'changed']),
      seen: hostKeySchema,
      confirmed: hostKeySchema.nullable(),
      compare: z.string(),
    }),
  }),
  /** A person compared the fingerprint. Refused unless it is the one that `connection.look` saw. */
  'connection.confirm': call({
    in: z.strictObject({ ...addressOfServer, fingerprint: fingerprintSchema }),
    out: done,
  }),
  /** Signs in, once, and tries sudo with the sign-in password. */
  'connection.open': call({
    in: z.strictObject({
      ...addressOfServer,
      user: z
        .string()
        .trim()
        .min(1, 'is empty')
        .max(64, 'is longer than 64 characters')
        .regex(/^[^\s:/\\]+$/, 'has a space, a colon or a slash in it'),
      credential: credentialSchema,
      /** Keep the password or passphrase in the laptop’s key store; only where `host.capabilities` says so. */
      remember: z.boolean().exactOptional(),
    }),
    out: heldSchema,
  }),
  /** What servers ask just now, at every change. */
  'connection.questions': stream({ in: nothing, out: z.array(questionSchema) }),
  /** In the order of the questions; null gives up. Rejects with TT-WINDOW-02 when it is not asked any more. */
  'connection.answer': call({
    in: z.strictObject({ id: z.string().regex(/^q[0-9]{1,9}$/), answers: z.array(answerText).max(20).nullable() }),
    out: done,
  }),
  /** Tries a password for sudo, once. */
  'connection.sudo': call({ in: z.strictObject({ ...inConnection, password: secret }), out: heldSchema }),
  'connection.close': call({ in: z.strictObject(inConnection), out: done }),
  /** All connections at every change; the first item comes at once. */
  'connection.watch': stream({ in: nothing, out: z.array(heldSchema) }),
} as const;
