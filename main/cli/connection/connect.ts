import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Answers } from '../../../installer/contract/answers.ts';
import { type Destination, parseDestination } from '../../../installer/contract/destination.ts';
import { fingerprintSchema } from '../../../installer/contract/shapes/typed.ts';
import { readAnswers } from '../../../installer/session/answers-file.ts';
import { compareCommand } from '../../../installer/session/identity.ts';
import { laptopFiles } from '../../../installer/session/laptop.ts';
import {
  type Ask,
  type Credential,
  type HostKey,
  type OpenServer,
  openServer,
} from '../../../installer/session/open-server.ts';
import {
  findRemembered,
  type RememberedServer,
  readRemembered,
  remember,
} from '../../../installer/session/remembered.ts';
import { readSecret } from '../../../installer/session/secret-file.ts';
import { asProvisionError, ProvisionError, Secret } from '../../../installer/session/values.ts';
import { askHidden, askText, askYes, canAsk } from '../ask/terminal.ts';
import type { ConnectionFlags } from './flags.ts';

export type Connected = { readonly server: OpenServer; readonly answers: Answers };

/** Flags first, then the answers file, then what this laptop remembers, then questions: nothing is asked twice. */
export async function connect(place: string | undefined, flags: ConnectionFlags): Promise<Connected> {
  const files = laptopFiles();
  const answers = await readAnswers(flags.answers);
  const target = await targetOf(place, flags, answers);
  const known = findRemembered(await readRemembered(files.servers), target);
  const user = target.user ?? known?.user ?? (await askFor('User on the server', 'root'));
  const key = flags.key ?? answers.server?.key ?? known?.key;
  const expectedHostKey = hostKeyIn(flags) ?? answers.server?.hostKey;
  const sudoPassword =
    flags.sudoPasswordFile === undefined ? undefined : await readSecret(flags.sudoPasswordFile, 'the sudo password');
  const open = (credential: Credential) =>
    openServer({
      ...target,
      user,
      credential,
      files,
      ...(expectedHostKey === undefined ? {} : { expectedHostKey }),
      ...(sudoPassword === undefined ? {} : { sudoPassword }),
      ...(canAsk() ? { ask: answersAtTerminal(target.host) } : {}),
      confirm: (seen) => confirmHostKey(target.host, seen),
      askSudoPassword: async () =>
        canAsk() ? new Secret(await askHidden(`Password of ${user} for sudo on ${target.host}`)) : undefined,
    });
  const server = await signIn(open, flags, key === undefined ? undefined : expanded(key), `${user}@${target.host}`);
  const seen: RememberedServer = { ...target, user, lastSeen: new Date().toISOString() };
  await remember(files.servers, key === undefined ? seen : { ...seen, key: expanded(key) });
  return { server, answers };
}

async function targetOf(place: string | undefined, flags: ConnectionFlags, answers: Answers) {
  const stated = place ?? answers.server?.host ?? (await askFor('Address of the server'));
  const parsed = parseDestination(stated);
  if (parsed.kind === 'invalid') throw new ProvisionError({ code: 'TT-ANSWERS-01', message: parsed.problem });
  const { destination } = parsed;
  const user = flags.user ?? destination.user ?? answers.server?.user;
  return { host: destination.host, port: portOf(destination, flags, answers), ...(user === undefined ? {} : { user }) };
}

function portOf(destination: Destination, flags: ConnectionFlags, answers: Answers): number {
  if (flags.port === undefined) return destination.port ?? answers.server?.port ?? 22;
  const port = Number(flags.port);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `--port ${flags.port} is not a number from 1 to 65535` });
}

/** As it was copied, perhaps with the full stop of the sentence it stood in. */
function hostKeyIn({ hostKey }: ConnectionFlags): string | undefined {
  const given = hostKey?.trim().replace(/[.,;]$/, '');
  if (given === undefined || fingerprintSchema.safeParse(given).success) return given;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `--host-key ${given} is not a fingerprint: it begins with SHA256: and has 43 letters, digits, + or / after it`,
  });
}

async function signIn(
  open: (credential: Credential) => Promise<OpenServer>,
  flags: ConnectionFlags,
  key: string | undefined,
  who: string,
): Promise<OpenServer> {
  if (flags.passwordFile !== undefined) {
    return open({ kind: 'password', password: await readSecret(flags.passwordFile, 'the password') });
  }
  if (flags.agent === true) return open({ kind: 'agent' });
  if (key === undefined) return open({ kind: 'password', password: new Secret(await askSecret(`Password of ${who}`)) });
  if (flags.passphraseFile !== undefined) {
    return open({ kind: 'key-file', path: key, passphrase: await readSecret(flags.passphraseFile, 'the passphrase') });
  }
  return open({ kind: 'key-file', path: key }).catch(async (thrown) => {
    const error = asProvisionError(thrown);
    if (error.code !== 'TT-SSH-07' || !/passphrase/.test(error.message) || !canAsk()) throw thrown;
    return open({ kind: 'key-file', path: key, passphrase: new Secret(await askHidden(`Passphrase of ${key}`)) });
  });
}

async function confirmHostKey(host: string, seen: HostKey): Promise<boolean> {
  if (!canAsk()) return false;
  process.stderr.write(
    [
      `This is the first connection to ${host}. Before anything is sent, make sure that it is the right server.`,
      `  It shows:   ${seen.fingerprint} (${seen.type})`,
      '  Compare it on the server’s own screen:',
      `    ${compareCommand(seen.type)}`,
      '  The fingerprint is no secret: somebody at the server may read it to you.',
      '',
    ].join('\n'),
  );
  return askYes('Are the two the same?');
}

/** What the server asks besides the password or key, such as the code of a token. */
function answersAtTerminal(host: string): Ask {
  return async ({ text, questions }) => {
    process.stderr.write(`${host} asks at the sign-in${text === '' ? '.' : `: ${text}`}\n`);
    const answers: Secret[] = [];
    for (const question of questions) {
      const asked = question.text.replace(/\s*:$/, '');
      answers.push(new Secret(question.isHidden ? await askHidden(asked) : await askText(asked)));
    }
    return answers;
  };
}

async function askFor(question: string, preset?: string): Promise<string> {
  if (canAsk()) return askText(question, preset);
  if (preset !== undefined) return preset;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `${question} is missing, and there is no terminal to ask`,
  });
}

async function askSecret(question: string): Promise<string> {
  if (canAsk()) return askHidden(question);
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `${question}: there is no terminal to ask; give --password-file, --key or --agent`,
  });
}

function expanded(path: string): string {
  return resolve(path.replace(/^~(?=\/|$)/, homedir()));
}
