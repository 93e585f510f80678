import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { CertificateState } from '../../provision/ctl/certificate/state.ts';
import { layout } from '../../provision/layout.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import { Secret } from '../../provision/model/secret.ts';
import type { WantedState } from '../../provision/model/wanted.ts';
import { type BroughtFiles, type Finding, judgeBrought } from '../../provision/ops/certificate-brought.ts';
import { pairText, readPair } from '../../provision/ops/certificate-pem.ts';
import { deliveredCertificate, refused } from '../../provision/steps/tls/issue.ts';
import type { Answers } from '../contract/answers.ts';
import { askCtl, installedOrStagedCtl, jsonOf } from './ctl.ts';
import type { OpenServer } from './open-server.ts';

export type { CertificateState };

/** Files on this laptop. */
export type CertificatePaths = NonNullable<Answers['certificate']> & { readonly passphrase?: Secret };

/** What is true of the certificate, after doing what was asked. A state that is not ok is an answer, no error. */
export async function certificate(server: OpenServer, act: 'show' | 'renew' | 'own'): Promise<CertificateState> {
  return stateIn(await ask(server, act));
}

/** As `useBrought`, of files on this laptop. */
export async function useCertificate(server: OpenServer, paths: CertificatePaths): Promise<CertificateState> {
  return useBrought(server, await filesAt(paths));
}

/** As `checkBrought`, of files on this laptop. */
export async function checkCertificate(server: OpenServer, paths: CertificatePaths): Promise<readonly Finding[]> {
  return checkBrought(server, await filesAt(paths));
}

/** Judges the files on the server, for its names, and takes them into use. The key travels on standard input only. */
export async function useBrought(server: OpenServer, files: BroughtFiles): Promise<CertificateState> {
  return stateIn(await ask(server, 'use', delivery(files)));
}

/** Judges only. Rejects with TT-TLS-01; gives what is to be said of one that can be used. */
export async function checkBrought(server: OpenServer, files: BroughtFiles): Promise<readonly Finding[]> {
  const answer = jsonOf(await ask(server, 'check', delivery(files))) as { readonly warnings: readonly Finding[] };
  return answer.warnings;
}

/**
 * Leaves the certificate of the answers on the server for the install to come. Judged here first; not sent when the
 * server has it already. Rejects with TT-TLS-01.
 */
export async function deliverCertificate({ transport }: OpenServer, paths: CertificatePaths, wanted: WantedState) {
  const judged = judgeBrought(await filesAt(paths), wanted);
  if (judged.kind === 'refused') throw refused(judged.problems);
  const pair = { key: new Secret(judged.key), chain: judged.chain };
  const used = await transport.readFile(layout.certificate, { asRoot: true });
  const fingerprint = (text: string) => readPair(text)?.leaf.fingerprint256;
  const text = pairText(pair);
  if (used !== undefined && fingerprint(Buffer.from(used).toString('utf8')) === fingerprint(text)) return;
  await transport.run({ argv: ['sh', '-c', 'umask 022; mkdir -p -- "$1"', 'sh', layout.staging], asRoot: true });
  await transport.writeFile(deliveredCertificate, text, { mode: 0o600, owner: 'root', group: 'root', asRoot: true });
}

function ask({ transport }: OpenServer, act: string, stdin?: Secret): Promise<string> {
  const argv = installedOrStagedCtl('certificate', act, '--json');
  return askCtl(transport, { argv, ...(stdin === undefined ? {} : { stdin }), unhealthyIsAnAnswer: true });
}

function stateIn(answer: string): CertificateState {
  const state = jsonOf(answer.trim().split('\n').at(-1) ?? '');
  if (typeof state === 'object' && state !== null && 'source' in state) return state as CertificateState;
  throw new ProvisionError({ code: 'TT-RUN-04', message: 'The engine did not say what it knows of the certificate.' });
}

function delivery({ certificate, key, chain, passphrase }: BroughtFiles): Secret {
  const base64 = (content: Uint8Array) => Buffer.from(content).toString('base64');
  return new Secret(
    JSON.stringify({
      certificate: base64(certificate),
      key: base64(key),
      ...(chain === undefined ? {} : { chain: base64(chain) }),
      ...(passphrase === undefined ? {} : { passphrase: passphrase.reveal() }),
    }),
  );
}

async function filesAt({ certificate, key, chain, passphrase }: CertificatePaths): Promise<BroughtFiles> {
  return {
    certificate: await contentOf(certificate, 'the certificate'),
    key: await contentOf(key, 'the key'),
    ...(chain === undefined ? {} : { chain: await contentOf(chain, 'the chain') }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

async function contentOf(path: string, what: string): Promise<Uint8Array> {
  const place = resolve(path.replace(/^~(?=\/|$)/, homedir()));
  return readFile(place).catch((cause: NodeJS.ErrnoException) => {
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: `The file with ${what}, ${path}, cannot be read (${cause.code})`,
      cause,
    });
  });
}
