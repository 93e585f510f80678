import { z } from 'zod';
import { call, stream } from '../define.ts';
import { done, nothing, textFile } from '../shapes/place.ts';

export const capabilitiesSchema = z.object({
  version: z.string(),
  /** Of the laptop the program runs on. */
  system: z.enum(['windows', 'macos', 'linux']),
  /** `dialog`: `host.pickFile` opens the system’s; `upload`: the face reads the file itself. */
  pickFile: z.enum(['dialog', 'upload']),
  /** `dialog`: `host.saveFile` opens the system’s; `download`: the face offers it for download itself. */
  saveFile: z.enum(['dialog', 'download']),
  /** The laptop has a key store that `remember` and `remembered` can use. */
  rememberSecrets: z.boolean(),
  /** `host`: through `host.openLink`; `face`: a plain link in a new window. */
  openLink: z.enum(['host', 'face']),
  /** An SSH agent is there. */
  agent: z.boolean(),
  /** The person is told of the end of a run outside the window. */
  notifies: z.boolean(),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

/** What differs between the desktop app and a browser. The face asks here and never where it runs. */
export const host = {
  'host.capabilities': call({ in: nothing, out: capabilitiesSchema, access: 'anyone' }),
  /** Null: the person changed their mind. */
  'host.pickFile': call({
    in: z.strictObject({ purpose: z.enum(['private-key', 'answers', 'bundle', 'backup']) }),
    out: z.object({ path: z.string(), text: z.string().nullable() }).nullable(),
  }),
  'host.saveFile': call({ in: textFile, out: z.object({ path: z.string() }).nullable(), access: 'anyone' }),
  'host.openLink': call({ in: z.strictObject({ url: z.url({ protocol: /^https?$/ }) }), out: done, access: 'anyone' }),
  /** The look that the person chose for this window: what the system draws around it follows. */
  'host.look': call({ in: z.strictObject({ look: z.enum(['light', 'dark', 'system']) }), out: done, access: 'anyone' }),
  /** Which part this window has, at every change. One window is in charge; the others watch. */
  'host.window': stream({
    in: nothing,
    out: z.object({ part: z.enum(['in-charge', 'watching']), windows: z.int() }),
  }),
  /** This window is in charge from now on; the one that was, watches. */
  'host.takeOver': call({ in: nothing, out: done, access: 'anyone' }),
} as const;
