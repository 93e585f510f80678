import { Command } from 'commander';
import {
  type CertificatePaths,
  type CertificateState,
  certificate,
  checkCertificate,
  useCertificate,
} from '../../../installer/session/certificate.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { readSecret } from '../../../installer/session/secret-file.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { certificateText } from '../print/certificate.ts';
import { printJson, printLine } from '../print/output.ts';

type Flags = ConnectionFlags & { readonly json?: boolean };
type FileFlags = Flags & {
  readonly cert: string;
  readonly certKey: string;
  readonly chain?: string;
  readonly keyPassphraseFile?: string;
};

export function certificateCommand(): Command {
  return new Command('certificate')
    .description('the certificate of the site: what it is, a new one, one of your own')
    .addCommand(act('show', 'what it is, for what, until when', (server) => certificate(server, 'show')))
    .addCommand(
      act('renew', 'make a new one now, without dropping a request', (server) => certificate(server, 'renew')),
    )
    .addCommand(act('own', 'go back from one you brought to the server’s own', (server) => certificate(server, 'own')))
    .addCommand(
      withFiles('check', 'whether one of your own can be used; changes nothing').action(
        async (place: string | undefined, flags: FileFlags) => {
          const paths = await pathsOf(flags);
          await at(place, flags, async (server) => {
            const warnings = await checkCertificate(server, paths);
            if (flags.json === true) return printJson({ warnings });
            printLine('This certificate can be used.');
            for (const { what, next } of warnings) printLine(`  ${what} ${next}`);
          });
        },
      ),
    )
    .addCommand(
      withFiles('use', 'check one of your own and take it into use').action(
        async (place: string | undefined, flags: FileFlags) => {
          const paths = await pathsOf(flags);
          await at(place, flags, async (server) => told(await useCertificate(server, paths), flags));
        },
      ),
    );
}

function act(name: string, description: string, work: (server: OpenServer) => Promise<CertificateState>): Command {
  return withConnection(new Command(name))
    .description(description)
    .option('--json', 'print it as JSON')
    .exitOverride()
    .action((place: string | undefined, flags: Flags) =>
      at(place, flags, async (server) => told(await work(server), flags)),
    );
}

function withFiles(name: string, description: string): Command {
  return withConnection(new Command(name))
    .description(description)
    .requiredOption('--cert <file>', 'the certificate, PEM or DER; may hold the whole chain')
    .requiredOption('--cert-key <file>', 'its private key; it is sent on a protected way and never shown')
    .option('--chain <file>', 'the certificates that it was issued by, up to the root')
    .option('--key-passphrase-file <file>', 'file with the passphrase of the key')
    .option('--json', 'print it as JSON')
    .exitOverride();
}

async function pathsOf({ cert, certKey, chain, keyPassphraseFile }: FileFlags): Promise<CertificatePaths> {
  return {
    certificate: cert,
    key: certKey,
    ...(chain === undefined ? {} : { chain }),
    ...(keyPassphraseFile === undefined
      ? {}
      : { passphrase: await readSecret(keyPassphraseFile, 'the passphrase of the key') }),
  };
}

async function at(place: string | undefined, flags: Flags, work: (server: OpenServer) => Promise<void>): Promise<void> {
  const { server } = await connect(place, flags);
  try {
    await work(server);
  } finally {
    await server.transport.close();
  }
}

function told(state: CertificateState, { json }: Flags): void {
  if (json === true) printJson(state);
  else printLine(certificateText(state));
  if (state.ok === false) process.exitCode = exitCodes.unhealthy;
}
