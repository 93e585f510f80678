import { linesOf, must, type Ops, run, script } from '../../ops/command.ts';
import type { Target } from './probe.ts';

/** Where the socket of an instance lies while the web server shall not find it. */
export function asidePath(socketPath: string): string {
  return `${socketPath}.aside`;
}

const move = '[ ! -e "$1" ] || mv -f -- "$1" "$2"';

/**
 * The web server finds no socket under the instance's name any more and asks another one, for whatever it was to ask;
 * what waits in the socket already stays there for the next process. Done twice it is the same.
 */
export async function setAside(ops: Ops, socketPath: string): Promise<void> {
  await must(ops, script(move, socketPath, asidePath(socketPath)), { what: `Setting ${socketPath} aside` });
}

export async function putBack(ops: Ops, socketPath: string): Promise<void> {
  await must(ops, script(move, asidePath(socketPath), socketPath), { what: `Putting ${socketPath} back` });
}

/** Names of the instances that are aside still: whoever set them aside came to no end. */
export async function leftAside(ops: Ops, targets: readonly Target[]): Promise<readonly string[]> {
  const paths = targets.flatMap(({ socketPath }) => (socketPath === undefined ? [] : [asidePath(socketPath)]));
  const { stdout } = await run(ops, script('for path; do [ ! -e "$path" ] || echo "$path"; done', ...paths));
  const found = new Set(linesOf(stdout));
  return targets.flatMap(({ name, socketPath = '' }) => (found.has(asidePath(socketPath)) ? [name] : []));
}
