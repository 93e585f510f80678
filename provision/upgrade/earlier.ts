import { existsSync } from 'node:fs';
import type { World } from '../ctl/world.ts';
import { ProvisionError } from '../model/error.ts';
import { lastLines } from '../ops/command.ts';
import { wantedStateIn } from './snapshot.ts';

export type EarlierCall = {
  /** Of the release whose engine is asked. */
  readonly version: string;
  /** Folder with the answers as they were under that release. */
  readonly snapshot: string;
  readonly args: readonly [command: string, ...rest: string[]];
  readonly onLine?: (line: string) => void;
  readonly timeoutMs?: number;
};

type Asking = Pick<World, 'transport' | 'paths' | 'wantedState'>;

/**
 * Asks the engine of a release that lies on the server, about the answers in force or, when that release does not
 * understand them, about those it had. Gives what it printed. Rejects with TT-VERSION-01 when it is not there any more,
 * and with TT-STEP-02 when it could not do it.
 */
export async function askEarlier(asking: Asking, call: EarlierCall): Promise<string> {
  const { paths, wantedState } = asking;
  const folder = `${paths.staging}/${call.version}`;
  const engine = [`${folder}/release/bin/node`, `${folder}/release/ctl.mjs`] as const;
  for (const path of engine)
    if (!existsSync(path))
      throw new ProvisionError({
        code: 'TT-VERSION-01',
        message: `Release ${call.version} cannot be brought back: ${path} is missing.`,
      });
  const [command, ...rest] = call.args;
  const asked = (wanted: string) =>
    asking.transport.run({
      argv: [...engine, command, '--wanted', wanted, '--bundle', folder, ...rest],
      asRoot: true,
      timeoutMs: call.timeoutMs ?? 180_000,
      ...(call.onLine === undefined ? {} : { onLine: call.onLine }),
    });
  const first = await asked(wantedState);
  const isStrange = first.exitCode === 2;
  const { exitCode, stdout, stderr } = isStrange ? await asked(wantedStateIn(call.snapshot)) : first;
  if (exitCode === 0) return stdout;
  throw new ProvisionError({
    code: 'TT-STEP-02',
    message: `The engine of release ${call.version} could not do it.`,
    evidence: lastLines(`${stdout}\n${stderr}`, 6),
  });
}
