import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { ProvisionError } from '../../../provision/model/error.ts';
import { Secret } from '../../../provision/model/secret.ts';
import { knownHostsFile } from '../../../provision/transport/known-hosts.ts';
import type { connection, credentialSchema } from '../../contract/calls/connection.ts';
import { Questions } from '../held/questions.ts';
import { compareCommand, type Look, lookAt, pinOf } from '../identity.ts';
import { type Credential, signIn } from '../open-server.ts';
import { findRemembered, readRemembered, remember } from '../remembered.ts';
import { storedCredential, storeSecret } from '../stored-secret.ts';
import type { HandlersOf, SessionContext } from './context.ts';

type Given = z.output<typeof credentialSchema>;

export function connectionHandlers(context: SessionContext): HandlersOf<typeof connection> {
  const { host: laptop, files, connections } = context;
  /** What each server showed last: only that can be confirmed. */
  const looks = new Map<string, Look>();
  const questions = new Questions();
  const place = ({ host, port }: { host: string; port: number }) => `${host}|${port}`;

  return {
    'connection.look': async (address, { signal }) => {
      const look = await lookAt({ ...address, files, signal });
      looks.set(place(address), look);
      const { seen, confirmed } = look;
      const isSame = confirmed?.fingerprint === seen.fingerprint;
      return {
        identity: confirmed === undefined ? 'new' : isSame ? 'confirmed' : 'changed',
        seen: keyOf(seen),
        confirmed: confirmed === undefined ? null : keyOf(confirmed),
        compare: compareCommand(seen.type),
      };
    },
    'connection.confirm': async ({ fingerprint, ...address }) => {
      const look = looks.get(place(address));
      if (look?.seen.fingerprint !== fingerprint || isChanged(look)) {
        throw new ProvisionError({
          code: look !== undefined && isChanged(look) ? 'TT-SSH-05' : 'TT-SSH-04',
          message: `That is not what ${address.host} showed, or it was confirmed with another identity before.`,
        });
      }
      await knownHostsFile(files.knownHosts).pin(address, look.seen);
      return {};
    },
    'connection.open': async ({ credential: given, remember: keep, user, ...address }, { signal }) => {
      const account = { ...address, user };
      const hostKey = await pinOf(address, files);
      const credential = await credentialOf(given, account);
      const ask = questions.asker(account);
      const server = await signIn({ ...account, credential, ask, hostKey, signal });
      const held = connections.add(server);
      try {
        const path = credential.kind === 'key-file' ? { key: credential.path } : {};
        await remember(files.servers, { ...account, ...path, lastSeen: new Date().toISOString() });
        if (keep === true) await storeSecret(laptop.secrets, account, credential);
        await held.tryRoot(credential.kind === 'password' ? credential.password : undefined);
        return held.held();
      } catch (thrown) {
        await connections.close(held.id);
        throw thrown;
      }
    },
    'connection.questions': (_input, { signal }) => questions.open.watch(signal),
    'connection.answer': async ({ id, answers }) => {
      questions.answer(
        id,
        answers?.map((answer) => new Secret(answer)),
      );
      return {};
    },
    'connection.sudo': async ({ connection: id, password }) => {
      const held = connections.get(id);
      await held.tryRoot(new Secret(password));
      return held.held();
    },
    'connection.close': async ({ connection: id }) => {
      await connections.close(id);
      return {};
    },
    'connection.watch': (_input, { signal }) => connections.held.watch(signal),
  };

  async function credentialOf(
    given: Given,
    account: { host: string; port: number; user: string },
  ): Promise<Credential> {
    switch (given.kind) {
      case 'password':
        return { kind: 'password', password: new Secret(given.password) };
      case 'key':
        return { kind: 'key', key: new Secret(given.key), ...passphraseOf(given) };
      case 'key-file':
        return { kind: 'key-file', path: expanded(given.path), ...passphraseOf(given) };
      case 'agent':
        return { kind: 'agent' };
      case 'remembered':
        return storedCredential(laptop.secrets, account, findRemembered(await readRemembered(files.servers), account));
    }
  }
}

function isChanged({ seen, confirmed }: Look): boolean {
  return confirmed !== undefined && confirmed.fingerprint !== seen.fingerprint;
}

function keyOf({ type, fingerprint }: { readonly type: string; readonly fingerprint: string }) {
  return { type, fingerprint };
}

function passphraseOf({ passphrase }: { readonly passphrase?: string }): { passphrase?: Secret } {
  return passphrase === undefined ? {} : { passphrase: new Secret(passphrase) };
}

function expanded(path: string): string {
  return resolve(path.replace(/^~(?=\/|$)/, homedir()));
}
