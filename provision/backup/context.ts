import type { Ops } from '../ops/command.ts';
import type { DatabaseServer } from '../ops/mysql.ts';

/** What backing up and restoring works with on this server. */
export type BackupContext = Ops & {
  readonly database: DatabaseServer & { readonly version: string };
  readonly paths: BackupPaths;
};

/** Where things lie; a rehearsal has its own. */
export type BackupPaths = {
  /** Finished backups, 0700. */
  readonly archives: string;
  readonly settings: string;
  /** What people decided about files changed by hand. */
  readonly drift: string;
  readonly secrets: string;
  readonly documents: string;
  /** There while a copy of the data lies beside it; see `withCopy`. */
  readonly copies: string;
};
