import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Secret } from '../../../provision/model/secret.ts';
import type { Transport } from '../../../provision/model/transport.ts';
import { localTransport } from '../../../provision/transport/local.ts';
import type { Recorded } from '../../../provision/transport/recorded.ts';
import { recording } from '../../../provision/transport/recording.ts';
import { replayTransport } from '../../../provision/transport/replay.ts';
import { connectSsh } from '../../../provision/transport/ssh.ts';
import { password, type SshdBox, startSshdBox } from '../../provision/transport/sshd-box.ts';
import { commandCases } from './commands.ts';
import { fileCases } from './files.ts';
import type { Case } from './given.ts';
import { type Stage, setStage } from './stage.ts';
import { uploadCases } from './uploads.ts';

const allCases = [...commandCases, ...fileCases, ...uploadCases];

let stage: Stage;
let box: SshdBox;

beforeAll(async () => {
  stage = setStage();
  box = await startSshdBox();
});

afterAll(async () => {
  await box.stop();
  stage.clear();
});

const overSsh = (user: string) =>
  connectSsh({
    host: '127.0.0.1',
    port: box.port,
    user,
    credential: { kind: 'password', password: new Secret(password) },
    sudoPassword: new Secret(password),
    hostKey: box.hostKey,
  });

type Kind = {
  readonly name: string;
  readonly asRoot: boolean;
  readonly open: () => Promise<Transport>;
  readonly cases: readonly Case[];
};

const kinds: readonly Kind[] = [
  { name: 'local', asRoot: true, open: async () => localTransport(), cases: allCases },
  { name: 'ssh as root', asRoot: true, open: () => overSsh('root'), cases: allCases },
  { name: 'ssh through sudo with a password', asRoot: true, open: () => overSsh('asker'), cases: allCases },
  { name: 'ssh through passwordless sudo', asRoot: true, open: () => overSsh('passwordless'), cases: fileCases },
  { name: 'ssh as a user who is not root', asRoot: false, open: () => overSsh('nosudo'), cases: fileCases },
  {
    name: 'ssh past another shell in the start files',
    asRoot: true,
    open: () => overSsh('hijacked'),
    cases: commandCases,
  },
];

describe.each(kinds)('$name', ({ name, asRoot, open, cases }) => {
  let transport: Transport;
  let folder: string;
  beforeAll(async () => {
    transport = await open();
    folder = stage.folder(name.replaceAll(' ', '-'));
  });
  afterAll(async () => {
    await transport.close();
    execFileSync('find', [stage.smallFolder, '-mindepth', '1', '-delete']);
  });
  test.each(cases)('$name', (one) => one.run({ transport, asRoot, folder, smallFolder: stage.smallFolder }));
});

describe('replay of what was recorded from this machine', () => {
  const entries: Recorded[] = [];
  let folder: string;
  beforeAll(() => {
    folder = stage.folder('replay');
  });
  test.each(allCases)('$name', async (one) => {
    const given = { asRoot: true, folder, smallFolder: stage.smallFolder };
    await one.run({ ...given, transport: recording(localTransport(), (entry) => entries.push(entry)) });
    const replayed = replayTransport(JSON.parse(JSON.stringify(entries.splice(0))) as Recorded[]);
    await one.run({ ...given, transport: replayed });
  });
});
