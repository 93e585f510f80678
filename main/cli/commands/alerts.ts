import { Command } from 'commander';
import { readSecret } from '../../../installer/session/secret-file.ts';
import { type AlertSecrets, alertsPrinted } from '../../../installer/session/upkeep/alerts-printed.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { printLine } from '../print/output.ts';

type Flags = ConnectionFlags & { readonly json?: boolean };
type SetFlags = Flags & {
  readonly mailHost?: string;
  readonly mailPort?: string;
  readonly mailSecurity?: string;
  readonly mailCa?: string;
  readonly mailUser?: string;
  readonly mailFrom?: string;
  readonly mailTo?: string;
  readonly mailPasswordFile?: string;
  readonly mail?: boolean;
  readonly webhookFile?: string;
  readonly webhook?: boolean;
  readonly quiet?: string;
};

export function alertsCommand(): Command {
  return new Command('alerts')
    .description('who is told when something is wrong, and of what')
    .addCommand(act('show', 'who is told, what is wrong now, what was sent, and all the rules'))
    .addCommand(act('test', 'send a test now, in every way that is set up'))
    .addCommand(
      withConnection(new Command('set'))
        .description('change who is told; what is not named stays')
        .option('--mail-host <name>', 'mail server')
        .option('--mail-port <number>', 'its port (default: 587, 465 for tls, 25 for none)')
        .option('--mail-security <how>', 'starttls (default), tls, or none')
        .option('--mail-ca <file>', "certificate of the authority of the mail server's own certificate; or none")
        .option('--mail-user <name>', 'user name to sign in with; none for no sign-in')
        .option('--mail-password-file <file>', 'file with its password')
        .option('--mail-from <address>', 'sender')
        .option('--mail-to <addresses>', 'recipients, with commas between them')
        .option('--no-mail', 'send no mail any more')
        .option('--webhook-file <file>', 'file with the address of a webhook, which may hold a key')
        .option('--no-webhook', 'no webhook any more')
        .option('--quiet <hours>', 'when only what is urgent is told, such as 21:00-06:00; or none')
        .option('--json', 'print it as JSON')
        .exitOverride()
        .action(async (place: string | undefined, flags: SetFlags) =>
          told(place, flags, ['set', ...setArgs(flags), ...(await authorityArgs(flags))], await secretsOf(flags)),
        ),
    );
}

function act(name: string, description: string): Command {
  return withConnection(new Command(name))
    .description(description)
    .option('--json', 'print it as JSON')
    .exitOverride()
    .action((place: string | undefined, flags: Flags) => told(place, flags, [name]));
}

async function told(
  place: string | undefined,
  flags: Flags,
  args: readonly string[],
  secrets: AlertSecrets = {},
): Promise<void> {
  const { server } = await connect(place, flags);
  try {
    const printed = await alertsPrinted(server, [...args, ...(flags.json === true ? ['--json'] : [])], secrets);
    printLine(printed.text);
    if (!printed.isWell) process.exitCode = exitCodes.failed;
  } finally {
    await server.transport.close();
  }
}

function setArgs(flags: SetFlags): readonly string[] {
  const given = [
    ['--mail-host', flags.mailHost],
    ['--mail-port', flags.mailPort],
    ['--mail-security', flags.mailSecurity],
    ['--mail-user', flags.mailUser],
    ['--mail-from', flags.mailFrom],
    ['--mail-to', flags.mailTo],
    ['--quiet', flags.quiet],
  ] as const;
  return [
    ...given.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])),
    ...(flags.mail === false ? ['--no-mail'] : []),
    ...(flags.webhook === false ? ['--no-webhook'] : []),
  ];
}

/** The certificate itself: the server has no such file. */
async function authorityArgs({ mailCa }: SetFlags): Promise<readonly string[]> {
  if (mailCa === undefined || mailCa === 'none') return mailCa === undefined ? [] : ['--mail-ca=none'];
  return [`--mail-ca=${(await readSecret(mailCa, "the mail server's authority")).reveal()}`];
}

async function secretsOf({ mailPasswordFile, webhookFile }: SetFlags): Promise<AlertSecrets> {
  return {
    ...(mailPasswordFile === undefined
      ? {}
      : { password: await readSecret(mailPasswordFile, 'the password of the mail server') }),
    ...(webhookFile === undefined ? {} : { webhook: await readSecret(webhookFile, 'the address of the webhook') }),
  };
}
