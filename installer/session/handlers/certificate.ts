import type { z } from 'zod';
import { Secret } from '../../../provision/model/secret.ts';
import { certificate } from '../../contract/calls/certificate.ts';
import { checkBrought, certificate as lookOrAct, useBrought } from '../certificate.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

type Brought = z.output<(typeof certificate)['certificate.use']['in']>['brought'];

export function certificateHandlers({ connections }: SessionContext): HandlersOf<typeof certificate> {
  const { out } = certificate['certificate.look'];
  const server = (connection: string) => connections.get(connection).administered;
  return {
    'certificate.look': async ({ connection }) => answerOf(out, await lookOrAct(server(connection), 'show')),
    'certificate.renew': async ({ connection }) => answerOf(out, await lookOrAct(server(connection), 'renew')),
    'certificate.own': async ({ connection }) => answerOf(out, await lookOrAct(server(connection), 'own')),
    'certificate.check': async ({ connection, brought }) => ({
      warnings: await checkBrought(server(connection), filesOf(brought)),
    }),
    'certificate.use': async ({ connection, brought }) =>
      answerOf(out, await useBrought(server(connection), filesOf(brought))),
  };
}

function filesOf({ certificate: file, key, chain, passphrase }: Brought) {
  const bytes = (base64: string) => Buffer.from(base64, 'base64');
  return {
    certificate: bytes(file),
    key: bytes(key),
    ...(chain === undefined ? {} : { chain: bytes(chain) }),
    ...(passphrase === undefined ? {} : { passphrase: new Secret(passphrase) }),
  };
}
