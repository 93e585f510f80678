import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { buildBundle, supportedSuites } from '../../../installer/bundle/build.ts';
import { readSigningKey } from '../../../installer/bundle/keys.ts';
import { sourceRoot } from '../../../installer/bundle/trusted-keys.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { note, printJson, printLine } from '../print/output.ts';
import { seconds } from '../print/style.ts';

type Flags = { readonly suites: string; readonly out?: string; readonly json?: boolean };

export function bundleCommand(signal: AbortSignal): Command {
  return new Command('bundle')
    .description('build and sign the offline bundle; needs a Debian mirror')
    .option('--suites <names>', 'Debian suites, with commas between', supportedSuites.join(','))
    .option('-o, --out <folder>', 'where it goes (default: dist/bundle)')
    .option('--json', 'print the manifest as JSON')
    .action(async (flags: Flags) => {
      const root = sourceRoot();
      if (root === undefined) {
        throw new ProvisionError({
          code: 'TT-BUNDLE-01',
          message: 'A bundle is built from the project’s sources only.',
        });
      }
      const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
        readonly version: string;
      };
      const built = await buildBundle({
        root,
        outDir: flags.out ?? join(root, 'dist/bundle'),
        version,
        suites: flags.suites.split(',').map((suite) => suite.trim()),
        signingKey: await readSigningKey(root),
        onProgress: ({ line }) => note(line),
        signal,
      });
      if (flags.json === true) return printJson({ path: built.path, manifest: built.manifest });
      printLine(`The bundle is in ${built.path} (${seconds(built.durationMs)}).`);
    });
}
