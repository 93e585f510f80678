import type { Secret } from '../../provision/model/secret.ts';
import type { Capabilities } from '../contract/calls/host.ts';

/** The laptop’s own key store. Names are made by the session: one a server and user. */
export interface SecretStore {
  save(name: string, secret: Secret): Promise<void>;
  /** Undefined when there is none, or when it cannot be opened any more. */
  load(name: string): Promise<Secret | undefined>;
  forget(name: string): Promise<void>;
  /** Names of all that is kept. */
  names(): Promise<readonly string[]>;
}

export type FilePurpose = 'private-key' | 'answers' | 'bundle' | 'backup';

/** What a host (desktop app, web server) does for the session. What it cannot do, it leaves out and says so in its capabilities. */
export interface Host {
  readonly capabilities: Capabilities;
  readonly secrets?: SecretStore;
  /** Path of a file, or of a folder for a bundle; undefined when the person changed their mind. */
  pickFile?(purpose: FilePurpose): Promise<string | undefined>;
  /** Path the content was saved under; undefined when the person changed their mind. */
  saveFile?(file: {
    readonly name: string;
    readonly type: string;
    readonly text: string | Uint8Array;
  }): Promise<string | undefined>;
  /** Only for addresses of connected servers; the session has checked that. */
  openLink?(url: string): Promise<void>;
  /** What the system draws around the page follows the page’s own look. */
  setLook?(look: 'light' | 'dark' | 'system'): void;
}
