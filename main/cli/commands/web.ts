import { Command } from 'commander';
import { rendererFolder } from '../../../installer/bundle/renderer.ts';
import { programVersion } from '../../../installer/bundle/version.ts';
import { runWeb } from '../../web/run.ts';
import { note, printJson, printLine } from '../print/output.ts';

type Flags = { readonly open: boolean; readonly bundle?: string; readonly json?: boolean };

/** Long enough for a laptop that sleeps over lunch. */
const idleMinutes = 120;

export function webCommand(signal: AbortSignal): Command {
  return new Command('web')
    .description('open the installer’s windows in the browser of this machine')
    .option('--no-open', 'only print the address')
    .option('-b, --bundle <folder>', 'the offline bundle (default: the newest one found)')
    .option('--json', 'print the address as JSON')
    .action(async (flags: Flags) => {
      const program = import.meta.dirname;
      const ended = await runWeb({
        version: await programVersion(),
        pages: await rendererFolder(program, note),
        program,
        ...(flags.bundle === undefined ? {} : { bundle: flags.bundle }),
        open: flags.open,
        idleMs: idleMinutes * 60_000,
        signal,
        onReady({ url, isOpened }) {
          if (flags.json === true) return printJson({ url });
          printLine(
            isOpened
              ? 'The installer opens in your browser. If not, open this address:'
              : 'Open this address in a browser of this machine:',
          );
          printLine(`\n  ${url}\n`);
          note(
            'It works on this machine alone, and for whoever knows the address. Ctrl-C ends it; what runs on servers goes on.',
          );
        },
      });
      if (ended === 'idle') note(`No window was open for ${idleMinutes} minutes: ended.`);
    });
}
