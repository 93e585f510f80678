import { Command } from 'commander';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { dropSupport, fetchSupport, prepareSupport } from '../../../installer/session/upkeep/support.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { askYes, canAsk } from '../ask/terminal.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { note, printJson, printLine } from '../print/output.ts';
import { supportText } from '../print/support.ts';

type Flags = ConnectionFlags & {
  readonly out?: string;
  readonly preview?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
};

export function supportCommand(): Command {
  return withConnection(new Command('support'))
    .description('collect what a helper needs to know, with every secret and every person masked')
    .option('-o, --out <file>', 'where to save it (default: a name with the date, in this folder)')
    .option('--preview', 'only show what would be in it')
    .option('-y, --yes', 'save it without being asked')
    .option('--json', 'print it as JSON')
    .action(async (place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        const prepared = await prepareSupport(server);
        try {
          if (flags.json === true) printJson(prepared.manifest);
          else printLine(supportText(prepared.manifest));
          if (flags.preview === true) return;
          const out = flags.out ?? nameFor(server, prepared.manifest.at);
          await agree(out, flags);
          await fetchSupport(server, prepared, out);
          note(`The support bundle is in ${out}. Only you can read it.`);
        } finally {
          await dropSupport(server, prepared);
        }
      } finally {
        await server.transport.close();
      }
    });
}

function nameFor({ host }: OpenServer, at: string): string {
  const moment = at.slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
  return `teachtrack-support-${host.replace(/[^\w.-]/g, '_')}-${moment}.tar.gz`;
}

async function agree(out: string, { yes }: Flags): Promise<void> {
  if (yes === true) return;
  if (!canAsk())
    throw new ProvisionError({ code: 'TT-ANSWERS-01', message: 'There is no terminal to ask: agree with --yes' });
  if (await askYes(`Save this as ${out}?`)) return;
  throw new ProvisionError({ code: 'TT-RUN-03', message: 'Nothing was saved.' });
}
