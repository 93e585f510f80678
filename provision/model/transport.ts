import type { Secret } from './secret.ts';

/** A program and its arguments, run without a shell in between. */
export type Argv = readonly [program: string, ...args: string[]];

export type Command = {
  readonly argv: Argv;
  /** Bytes for standard input. Secrets travel here, never in argv or env. */
  readonly stdin?: string | Uint8Array | Secret;
  /** Run as root (through sudo when the session's user is not root). Default false. */
  readonly asRoot?: boolean;
  /** Extra environment; `LC_ALL=C` is always set. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default 60 000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Called for every complete line of standard output as it arrives. */
  readonly onLine?: (line: string) => void;
};

/** A command that ran to its end. Its exit code alone says whether it succeeded; text on stderr says nothing. */
export type CommandResult = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
};

export type FileAttributes = {
  /** Permission bits, such as 0o644. */
  readonly mode?: number;
  readonly owner?: string;
  readonly group?: string;
};

export type Upload = {
  /** A file on this machine. */
  readonly localPath: string;
  readonly remotePath: string;
  /** Lower-case hex of the whole file; asserted on the far side before the file gets its name. */
  readonly sha256: string;
  readonly asRoot?: boolean;
  readonly onProgress?: (progress: { readonly sentBytes: number; readonly totalBytes: number }) => void;
  readonly signal?: AbortSignal;
};

/**
 * How to reach a machine. Three kinds: `ssh`, `local` (this machine) and `replay` (recorded output).
 * Rejects with ProvisionError only for what is not the command's own result: connection lost (TT-SSH-09),
 * timeout (TT-RUN-02), cancelled (TT-RUN-03), sudo trouble (TT-SUDO-*). A non-zero exit is a result, not an error.
 */
export interface Transport {
  readonly kind: 'ssh' | 'local' | 'replay';
  run(command: Command): Promise<CommandResult>;
  /** The file's bytes, or undefined when there is no such file. */
  readFile(path: string, options?: { readonly asRoot?: boolean }): Promise<Uint8Array | undefined>;
  /** Writes beside the target, syncs, sets the attributes, then renames: readers see the old or the new file. */
  writeFile(
    path: string,
    content: string | Uint8Array,
    options?: FileAttributes & { readonly asRoot?: boolean },
  ): Promise<void>;
  /** Resumes a partial earlier upload, verifies the sha256 on the far side, then renames. Skips when already there. */
  upload(upload: Upload): Promise<{ readonly sentBytes: number }>;
  /** Makes a broken connection whole again; does nothing when it is. */
  reconnect(): Promise<void>;
  close(): Promise<void>;
}
