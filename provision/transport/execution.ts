import type { Readable, Writable } from 'node:stream';
import type { Secret } from '../model/secret.ts';
import type { Command } from '../model/transport.ts';

/** Bytes for standard input, all at once or as they come. */
export type Feed = string | Uint8Array | Secret | AsyncIterable<Uint8Array>;

/** A command as the transports run it: like `Command`, in bytes. */
export type Execution = Omit<Command, 'stdin' | 'onLine'> & {
  readonly stdin?: Feed;
  readonly onStdout?: (chunk: Buffer) => void;
};

export type ExecutionResult = {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly durationMs: number;
};

export type Execute = (execution: Execution) => Promise<ExecutionResult>;

export type Ended =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'lost' };

/** A started program, here or far away, before anybody has listened to it. */
export type Started = {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles after the last byte of output. */
  readonly ended: Promise<Ended>;
};

export const defaultTimeoutMs = 60_000;

/** A program ended by a signal is told like a shell tells it, and is never a success. */
export function exitCodeOf(ended: Exclude<Ended, { kind: 'lost' }>, signals: Readonly<Record<string, number>>): number {
  return ended.kind === 'exited' ? ended.code : 128 + (signals[ended.signal] ?? 1);
}
