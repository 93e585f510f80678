import type { Bundle } from '../../bundle/open.ts';
import type { Handlers } from '../../channel/handlers.ts';
import type { Definitions } from '../../contract/define.ts';
import type { Connections } from '../held/connections.ts';
import type { Window, Windows } from '../held/windows.ts';
import type { Host } from '../host.ts';
import type { LaptopFiles } from '../laptop.ts';

/** What the handlers work with. */
export type SessionContext = {
  readonly host: Host;
  readonly files: LaptopFiles;
  readonly connections: Connections;
  readonly windows: Windows;
  /** The bundle to install from; its signature is verified every time. Rejects with TT-BUNDLE-*. */
  readonly bundle: (given?: string) => Promise<Bundle>;
};

/** The handlers of one contract file. */
export type HandlersOf<C extends Definitions> = Handlers<C, Window>;
