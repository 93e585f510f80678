import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PracticeServer, UserName } from '../practice-server/practice-server.ts';
import { type CommandOptions, type Finished, teachtrack } from './command.ts';

type Options = Omit<CommandOptions, 'config'>;

/** Somebody's laptop: a folder with its memories, and the command line program on it. */
export class Laptop {
  readonly folder = mkdtempSync(join(tmpdir(), 'teachtrack-laptop-'));

  start(args: readonly string[], options: Options = {}) {
    return teachtrack(args, { config: this.folder, ...options });
  }

  run(args: readonly string[], options: Options = {}): Promise<Finished> {
    return this.start(args, options).finished;
  }

  /** As `run`; rejects with all that was printed unless the exit code is 0. */
  async must(args: readonly string[], options: Options = {}): Promise<Finished> {
    const finished = await this.run(args, options);
    if (finished.exitCode === 0) return finished;
    throw new Error(
      `teachtrack ${args.join(' ')} ended with ${finished.exitCode}\n${finished.stdout}\n${finished.stderr}`,
    );
  }

  /** Writes a secret, or any text, into a file of this laptop. */
  file(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** Destination and flags with which a user of a practice server signs in by password. */
  to(server: PracticeServer, user: UserName = 'anna'): readonly string[] {
    const secret = this.file(`${server.name}-${user}.password`, server.users[user].password);
    return [this.place(server, user), '--password-file', secret, '--host-key', server.hostKeyFingerprint];
  }

  place(server: PracticeServer, user: UserName = 'anna'): string {
    const host = server.address.includes(':') ? `[${server.address}]` : server.address;
    return server.port === 22 ? `${user}@${host}` : `${user}@${host}:${server.port}`;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The lines of JSON that a command printed, of the kind that has this key. */
export function jsonLines<T>(stdout: string, key: string): readonly T[] {
  return stdout.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    const value = JSON.parse(line) as Record<string, unknown>;
    return key in value ? [value as T] : [];
  });
}
