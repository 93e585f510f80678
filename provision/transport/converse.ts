import type { Writable } from 'node:stream';
import { ProvisionError } from '../model/error.ts';
import { Secret } from '../model/secret.ts';
import type { Ended, Feed, Started } from './execution.ts';
import { createFramer, type Token } from './framing.ts';
import { promptOf } from './script.ts';

export type Conversation = {
  readonly token: Token;
  /** Lines for the login shell itself, before anything of ours runs. */
  readonly typed?: string;
  /** Given only to sudo's own prompt, once. */
  readonly sudoPassword?: Secret;
  readonly stdin?: Feed;
  readonly onStdout?: (chunk: Buffer) => void;
  /** Gives a way to see at any moment what came before our shell ran. */
  readonly watchNoise?: (noise: () => string) => void;
  /** The command begins, in the process with this id. */
  readonly onBegin?: (pid: number) => void;
};

/** What was said until the program ended. */
export type Said = {
  readonly ended: Ended;
  readonly stage: 'no-shell' | 'no-sudo' | 'sudo' | 'begun';
  /** How often sudo asked for the password: twice means it was wrong. */
  readonly prompts: number;
  readonly noise: string;
  /** What sudo said on stderr. */
  readonly sudoSaid: string;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
};

/**
 * Talks with a framed command. Standard input is held back until the command itself has begun, so that neither a login
 * shell nor sudo can read what is not meant for it.
 */
export async function converse(started: Started, talk: Conversation): Promise<Said> {
  const out = createFramer(talk.token);
  const err = createFramer(talk.token);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let stage: Said['stage'] = 'no-shell';
  let prompts = 0;
  const { stdin } = started;
  let feedError: unknown;
  const failFeed = (error: unknown) => {
    feedError = error;
    stdin.end();
  };
  stdin.on('error', () => {});
  talk.watchNoise?.(() => `${out.noise()}\n${err.noise()}`);

  started.stdout.on('data', (chunk: Buffer) => {
    const { marks, data } = out.push(chunk);
    for (const mark of marks) {
      if (mark.kind === 'shell') stage = 'sudo';
      if (mark.kind === 'no-sudo') stage = 'no-sudo';
      if (mark.kind !== 'begin') continue;
      stage = 'begun';
      talk.onBegin?.(mark.pid);
      pour(talk.stdin, stdin).catch(failFeed);
    }
    if (data.length === 0) return;
    if (talk.onStdout === undefined) stdout.push(data);
    else talk.onStdout(data);
  });

  started.stderr.on('data', (chunk: Buffer) => {
    const { data } = err.push(chunk);
    if (data.length > 0) stderr.push(data);
    if (stage === 'begun' || talk.sudoPassword === undefined) return;
    const asked = err.preface().split(promptOf(talk.token)).length - 1;
    while (prompts < asked) {
      prompts += 1;
      if (prompts === 1) stdin.write(`${talk.sudoPassword.reveal()}\n`);
      else stdin.end();
    }
  });

  if (talk.typed !== undefined) stdin.write(talk.typed);
  else if (talk.stdin === undefined && talk.sudoPassword === undefined) stdin.end();

  const ended = await started.ended;
  if (feedError !== undefined && ended.kind !== 'lost') throw feedFault(feedError);
  const noise = out.noise() + (stage === 'no-shell' ? `\n${err.noise()}` : '');
  const sudoSaid = err.preface().replaceAll(promptOf(talk.token), '');
  return { ended, stage, prompts, noise, sudoSaid, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
}

/** What was to be sent could not be read to its end. */
export function feedFault(cause: unknown): ProvisionError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ProvisionError({ code: 'TT-FILE-03', message: `What was to be sent could not be read: ${why}.`, cause });
}

/**
 * Writes the feed and closes; a program that stops listening is its own affair. A piece is asked for only when the one
 * before is gone, so that a feed may fill the same memory again.
 */
export async function pour(feed: Feed | undefined, sink: Writable): Promise<void> {
  if (feed === undefined || feed === '') return void sink.end();
  if (typeof feed === 'string' || feed instanceof Uint8Array) return void sink.end(feed);
  if (feed instanceof Secret) return void sink.end(feed.reveal());
  for await (const chunk of feed) {
    if (sink.writableEnded || sink.destroyed) return;
    await taken(sink, chunk);
  }
  sink.end();
}

function taken(sink: Writable, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const ends = ['close', 'error', 'finish'];
    const done = () => {
      for (const event of ends) sink.off(event, done);
      resolve();
    };
    for (const event of ends) sink.on(event, done);
    sink.write(chunk, done);
  });
}
