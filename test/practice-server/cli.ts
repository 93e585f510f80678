import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { cacheFolder, serverPaths } from './host/paths.ts';
import { type PracticeOptions, preinstalledKinds } from './options.ts';
import { openPracticeServer, type PracticeServer, startPracticeServer } from './practice-server.ts';
import { listRecords, sweep } from './registry.ts';
import { suites } from './root/recipe.ts';

const program = new Command('practice')
  .description('Disposable Debian servers on this machine, made to look like any server. Needs root.')
  .enablePositionalOptions()
  .showHelpAfterError('See --help.')
  .addHelpText(
    'after',
    '\nExample: practice up --name hall --suite trixie --cores 8 --memory 16384 && practice ssh hall',
  );

program
  .command('up')
  .description('Start a server and leave it running; the first one of a suite takes one or two minutes')
  .option('--name <name>', 'lower-case letters, digits and hyphens')
  .addOption(new Option('--suite <suite>', 'Debian release').choices([...suites]).default('bookworm'))
  .option('--cores <n>', 'processor cores it presents', count, 16)
  .option('--memory <MiB>', 'memory it presents', count, 32_768)
  .addOption(new Option('--disk <kind>', 'kind of disk').choices(['nvme', 'ssd', 'spinning']).default('nvme'))
  .option('--disk-size <GiB>', 'size of the root file system', count, 512)
  .option('--link-speed <Mb/s>', 'speed of the network link it presents', count, 10_000)
  .option('--ssh-port <port>', 'port of its SSH server', count, 22)
  .option('--hostname <name>', 'its own name, odd letters allowed (default: the name)')
  .option('--banner', 'print a noisy banner at sign-in')
  .option('--noisy-shell', 'print lines at every start of a shell')
  .option('--ipv6-only', 'an IPv6 address and no IPv4 one')
  .option('--noexec-tmp', 'mount /tmp noexec')
  .option('--package <name...>', 'Debian packages that are there already')
  .addOption(new Option('--preinstalled <kind...>', 'services of somebody else').choices([...preinstalledKinds]))
  .action(async (flags: UpFlags) => {
    const server = await startPracticeServer({ ...optionsOf(flags), keep: true, say: (line) => console.log(line) });
    describe(server);
  });

program.command('list').description('Servers on this machine').action(list);

program
  .command('ssh')
  .description('Sign in, or run a command, over SSH')
  .argument('<server>', 'name or slot')
  .argument('[command...]')
  .option('-u, --user <user>', 'root, anna, nopass or plain', 'root')
  .passThroughOptions()
  .action((name: string, command: string[], flags: { readonly user: string }) => ssh(name, command, flags.user));

onServer('show', 'Address, users, passwords and key files', async (server) => describe(server));
onServer('cut', 'Pull the network cable', (server) => server.cut());
onServer('restore', 'Put the network cable back', (server) => server.restore());
onServer('power-cut', 'End every process of the server at once', (server) => server.powerCut());
onServer('boot', 'Switch a server on again', (server) => server.boot());

program
  .command('clean')
  .description('Remove the cached roots; the next server of a suite makes its own again')
  .action(() => {
    for (const name of ['roots', 'images']) rmSync(join(cacheFolder, name), { recursive: true, force: true });
  });

program
  .command('down')
  .description('End and remove servers')
  .argument('[server...]', 'names or slots')
  .option('--all', 'all servers on this machine, those of running tests too')
  .action(async (names: string[], flags: { readonly all?: boolean }) => {
    const chosen = flags.all ? listRecords().map((record) => record.name) : names;
    if (chosen.length === 0 && !flags.all) throw new Error('Name a server, or say --all');
    for (const name of chosen) await openPracticeServer(name).stop();
    await sweep();
  });

await program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

type UpFlags = {
  readonly name?: string;
  readonly suite: NonNullable<PracticeOptions['suite']>;
  readonly cores: number;
  readonly memory: number;
  readonly disk: NonNullable<PracticeOptions['disk']>;
  readonly diskSize: number;
  readonly linkSpeed: number;
  readonly sshPort: number;
  readonly hostname?: string;
  readonly banner?: boolean;
  readonly noisyShell?: boolean;
  readonly ipv6Only?: boolean;
  readonly noexecTmp?: boolean;
  readonly package?: readonly string[];
  readonly preinstalled?: NonNullable<PracticeOptions['preinstalled']>;
};

function optionsOf(flags: UpFlags): PracticeOptions {
  const { memory, diskSize, linkSpeed, package: packages, banner, ...same } = flags;
  return {
    ...same,
    ...{ memoryMiB: memory, diskSizeGiB: diskSize, linkSpeedMbps: linkSpeed },
    ...(packages === undefined ? {} : { packages }),
    ...(banner ? { banner: 'noisy' as const } : {}),
  };
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('A whole number of at least 1, please.');
  return value;
}

function onServer(name: string, description: string, act: (server: PracticeServer) => Promise<void>): void {
  const command = program.command(name).description(description).argument('<server>', 'name or slot');
  command.action((server: string) => act(openPracticeServer(server)));
}

function describe(server: PracticeServer): void {
  console.log(`${server.name}: ${server.address} port ${server.port}, host key ${server.hostKeyFingerprint}`);
  for (const user of Object.values(server.users)) {
    console.log(`  ${user.name.padEnd(7)} password ${user.password}  key ${user.keyFile}`);
    console.log(`          key with passphrase ${user.lockedKeyFile}  ${user.passphrase}`);
  }
  console.log(`Remove it with: npm run practice -- down ${server.name}`);
}

function list(): void {
  for (const { slot, name, suite, machine, keep, startedAt } of listRecords()) {
    const { cores, memoryMiB, disk, diskSizeGiB } = machine.presented;
    const state = openPracticeServer(slot).isOn() ? 'on' : 'off';
    const looks = `${cores} cores, ${memoryMiB} MiB, ${diskSizeGiB} GiB ${disk}`;
    const whose = keep ? 'kept' : "a process's";
    console.log([slot, name, state, suite, machine.network.address, looks, whose, startedAt].join('  '));
  }
}

function ssh(name: string, command: readonly string[], user: string): void {
  const server = openPracticeServer(name);
  const known = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'];
  const key = ['-o', 'IdentitiesOnly=yes', '-i', `${serverPaths(server.slot).keys}/${user}`];
  const argv = [...known, ...key, '-p', String(server.port), `${user}@${server.address}`, ...command];
  process.exitCode = spawnSync('ssh', argv, { stdio: 'inherit' }).status ?? 1;
}
