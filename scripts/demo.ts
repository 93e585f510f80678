import { mkdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Finished, teachtrack } from '../test/e2e/command.ts';
import { printedSignIn } from '../test/e2e/first-sign-in.ts';
import { firstSignIn, makeScheme, makeTeacher, type SignIn } from '../test/e2e/journey.ts';
import { LanClient } from '../test/e2e/lan-client.ts';
import {
  openPracticeServer,
  type PracticeServer,
  startPracticeServer,
} from '../test/practice-server/practice-server.ts';

/**
 * The whole main job before one's eyes, on a disposable server of this machine that stays running; with `--gui` by one's
 * own clicks, in the installer's windows.
 */
const { values: flags } = parseArgs({
  options: { suite: { type: 'string', default: 'bookworm' }, gui: { type: 'boolean', default: false } },
});
const suite = flags.suite === 'trixie' ? 'trixie' : 'bookworm';
const name = 'demo';
const folder = resolve(import.meta.dirname, '../dist/demo');
mkdirSync(folder, { recursive: true, mode: 0o700 });
// Another server may have had this address in an earlier demo: this laptop starts without memories.
rmSync(join(folder, 'teachtrack'), { recursive: true, force: true });

heading('1. The offline bundle: packages, Node, the appliance and the engine, signed');
await step(['bundle', '--suites', suite]);

heading('2. A practice server: a real Debian that presents itself as 16 cores and 32 GB, with no way to the internet');
await earlier()?.stop();
const server = await startPracticeServer({
  name,
  suite,
  cores: 16,
  memoryMiB: 32_768,
  disk: 'nvme',
  keep: true,
  say: console.log,
});
console.log(`It answers SSH at ${server.address}; its own screen shows the host key ${server.hostKeyFingerprint}.`);

const { anna } = server.users;
if (flags.gui) process.exit(await byClicks(server));
const secret = join(folder, 'anna.password');
await writeFile(secret, anna.password, { mode: 0o600 });
const connection = [`anna@${server.address}`, '--password-file', secret, '--host-key', server.hostKeyFingerprint];

heading('3. teachtrack check');
await step(['check', ...connection]);
heading('4. teachtrack install: the plan, the run on the server, the proof');
const report = join(folder, 'report.html');
const installed = await step(['install', ...connection, '--yes', '--report', report]);
heading('5. teachtrack install again: nothing is left to do');
await step(['install', ...connection, '--yes']);
heading('6. teachtrack health');
await step(['health', ...connection]);

heading('7. As its people use it: the administrator makes a school, a teacher makes a scheme of work');
const { body: ca } = await new LanClient(`http://${server.address}`).call<string>('/ca.crt');
const place = { origin: `https://${server.address}`, ca };
const admin = await firstSignIn(place, printedSignIn(installed.stdout));
const teacher = await firstSignIn(place, await makeTeacher(admin.client, { code: 'HILL', name: 'Hill Road Primary' }));
const scheme = await makeScheme(teacher.client);
const lessons = scheme.rows.filter((row) => row.kind === 'lesson').length;
console.log(`${scheme.teacher.fullName} has a scheme of ${lessons} lessons of ${scheme.learningArea.name}.`);
await writeFile(join(folder, 'ca.crt'), ca);

console.log(`
TeachTrack is running on the practice server ${name}.

  Address        ${place.origin}   or   http://${server.address}
                 its certificate authority: ${join(folder, 'ca.crt')}
  Administrator  ${shown(admin.own)}
  Teacher        ${shown(teacher.own)}
  Report         ${report}

  Look inside    npm run practice -- ssh ${name}
  Stop it        npm run practice -- down ${name}
`);

/** Shows what a person must know of the server, then the windows until Ctrl-C. Gives the exit code. */
async function byClicks({ address, hostKeyFingerprint, users }: PracticeServer): Promise<number> {
  heading('3. The installer in your browser');
  console.log(`Set up this server by clicking:

  Address        ${address}
  Fingerprint    ${hostKeyFingerprint}
  User           ${users.anna.name}
  Password       ${users.anna.password}   (for administration, too)

  Look inside    npm run practice -- ssh ${name}
  Stop it        npm run practice -- down ${name}
`);
  const { finished } = teachtrack(['web'], { config: folder, show: true });
  // Ctrl-C is the program's to obey; it reaches both.
  process.on('SIGINT', () => undefined);
  return (await finished).exitCode ?? 1;
}

function heading(text: string): void {
  console.log(`\n=== ${text}\n`);
}

async function step(args: readonly string[]): Promise<Finished> {
  console.log(`$ teachtrack ${args.join(' ')}`);
  const finished = await teachtrack(args, { config: folder, show: true }).finished;
  if (finished.exitCode === 0) return finished;
  throw new Error(`teachtrack ${args[0]} ended with exit code ${finished.exitCode}`);
}

function earlier(): PracticeServer | undefined {
  try {
    return openPracticeServer(name);
  } catch {
    return undefined;
  }
}

function shown({ userName, password }: SignIn): string {
  return `${userName}   ${password}`;
}
