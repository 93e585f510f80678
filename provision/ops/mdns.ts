import { type Ops, run } from './command.ts';

/**
 * The name that this machine answers to on the local network, such as `teachtrack.local`; another one than was asked
 * for where another machine has it already. Undefined when nothing answers.
 */
export async function mdnsName(ops: Ops): Promise<string | undefined> {
  const avahi = ['org.freedesktop.Avahi', '/', 'org.freedesktop.Avahi.Server'] as const;
  const call = ['busctl', '--system', '--timeout=5', 'call', ...avahi] as const;
  for (let tries = 0; tries < 10; tries += 1) {
    const { stdout: state } = await run(ops, [...call, 'GetState']);
    // 2: its name is settled; before, it asks whether somebody else has it.
    if (state.trim() === 'i 2') break;
    if (state.trim() === '') return undefined;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const { stdout, exitCode } = await run(ops, [...call, 'GetHostNameFqdn']);
  return exitCode === 0 ? /^s "(.+)"$/m.exec(stdout)?.[1] : undefined;
}
