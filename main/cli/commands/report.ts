import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { reportOf } from '../../../installer/session/ask-server.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { note } from '../print/output.ts';

type Flags = ConnectionFlags & { readonly run?: string; readonly format: 'html' | 'json'; readonly out?: string };

export function reportCommand(): Command {
  return withConnection(new Command('report'))
    .description('fetch the report of a run')
    .option('--run <id>', 'which run (default: the latest)')
    .addOption(new Option('--format <format>', 'for people or for machines').choices(['html', 'json']).default('html'))
    .option('-o, --out <file>', 'write it to a file (default: print it)')
    .action(async (place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        const text = await reportOf(server, flags.format, flags.run);
        if (flags.out === undefined) return void process.stdout.write(text);
        await writeFile(flags.out, text, { mode: 0o600 });
        note(`The report is in ${flags.out}`);
      } finally {
        await server.transport.close();
      }
    });
}
