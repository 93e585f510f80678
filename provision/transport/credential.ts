import type { Secret } from '../model/secret.ts';

/** What a person signs in with. One attempt each: nothing is tried a second time behind their back. */
export type Credential =
  /** Sent as `password`, or as the answer to the first hidden question of `keyboard-interactive` where only that is offered. */
  | { readonly kind: 'password'; readonly password: Secret }
  /** Contents of a private key: OpenSSH, PEM or PuTTY. */
  | { readonly kind: 'key'; readonly key: Uint8Array | Secret; readonly passphrase?: Secret }
  | { readonly kind: 'key-file'; readonly path: string; readonly passphrase?: Secret }
  /** Socket or named pipe of an agent; default: `agentPlace`. */
  | { readonly kind: 'agent'; readonly socketPath?: string };
