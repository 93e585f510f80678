import type { Command } from 'commander';

/** The flags of every command that reaches a server. */
export type ConnectionFlags = {
  readonly port?: string;
  readonly user?: string;
  readonly key?: string;
  readonly agent?: boolean;
  readonly passwordFile?: string;
  readonly passphraseFile?: string;
  readonly sudoPasswordFile?: string;
  readonly hostKey?: string;
  readonly answers?: string;
};

export function withConnection(command: Command): Command {
  return command
    .argument('[server]', 'where it is: [user@]address[:port]; may stand in the answers file')
    .option('-p, --port <number>', 'port of the server’s SSH (default: 22)')
    .option('-u, --user <name>', 'user on the server')
    .option('-i, --key <file>', 'private key to sign in with')
    .option('--agent', 'sign in with the keys of the SSH agent')
    .option('--password-file <file>', 'file with the sign-in password (default: it is asked for)')
    .option('--passphrase-file <file>', 'file with the passphrase of the key')
    .option(
      '--sudo-password-file <file>',
      'file with the password for sudo (default: the sign-in password, or asked for)',
    )
    .option('--host-key <fingerprint>', 'the server’s identity, SHA256:…, as its own screen shows it')
    .option('-a, --answers <file>', 'answers in YAML or JSON');
}
