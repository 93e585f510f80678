import { manifest } from '../../../appliance/manifest.ts';
import type { CommandResult } from '../../model/transport.ts';
import type { Ops } from '../../ops/command.ts';
import { runEntry } from './entry.ts';

/** Makes or removes demonstration data as the service's account: `seed …` or `remove`. A non-zero exit is a result. */
export function runDemoData(ops: Ops, args: readonly string[]): Promise<CommandResult> {
  return runEntry(ops, { entry: manifest.demo.entry, args, timeoutMs: 3_600_000 });
}
