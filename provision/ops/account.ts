import { must, type Ops, run } from './command.ts';

export type Account = {
  readonly name: string;
  readonly home: string;
  readonly shell: string;
  readonly groups: readonly string[];
};

/** The account with the groups it is in beside its own, or undefined. */
export async function account(ops: Ops, name: string): Promise<Account | undefined> {
  const passwd = await run(ops, ['getent', 'passwd', name]);
  if (passwd.exitCode !== 0) return undefined;
  const [, , , , , home = '', shell = ''] = passwd.stdout.trim().split(':');
  const groups = await must(ops, ['id', '-nG', name], { what: `Reading the groups of ${name}` });
  return {
    name,
    home,
    shell,
    groups: groups.stdout
      .trim()
      .split(/\s+/)
      .filter((group) => group !== name),
  };
}

/** A system account that nobody can sign in with; its own group has the same name. One that is there stays as it is. */
export async function addSystemAccount(ops: Ops, { name, home }: { readonly name: string; readonly home: string }) {
  if ((await run(ops, ['getent', 'passwd', name])).exitCode === 0) return;
  const group = await run(ops, ['getent', 'group', name]);
  const own = group.exitCode === 0 ? ['--gid', name] : ['--user-group'];
  await must(
    ops,
    ['useradd', '--system', ...own, '--home-dir', home, '--no-create-home', '--shell', '/usr/sbin/nologin', name],
    { what: `Making the account ${name}` },
  );
}

export async function removeAccount(ops: Ops, name: string): Promise<void> {
  if ((await run(ops, ['getent', 'passwd', name])).exitCode === 0)
    await must(ops, ['userdel', name], { what: `Removing the account ${name}` });
  if ((await run(ops, ['getent', 'group', name])).exitCode === 0)
    await must(ops, ['groupdel', name], { what: `Removing the group ${name}` });
}
