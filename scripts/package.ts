import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { releaseKeys } from '../installer/bundle/trusted-keys.ts';
import { errorWords } from '../installer/contract/error-words.ts';
import { asProvisionError } from '../installer/session/values.ts';
import { packageApp, type System } from '../main/electron/packaging/package-app.ts';

/** `npm run package -- --linux dir`, `--win`, `--mac --arch arm64`. */
const root = resolve(import.meta.dirname, '..');
const help = `Builds the desktop app: npm run package -- --linux|--win|--mac [target …] [flags]

  --linux      AppImage, deb, tar.gz, or the targets named after it (dir: the unpacked app alone)
  --win        NSIS set-up for one user, zip
  --mac        dmg, zip
  --arch       x64 (usual) or arm64
  --download   Electron and the tools of electron-builder may be fetched from the internet
  --no-bundle  without the appliance’s bundle, which is then handed along
  --out        folder (usual: dist/desktop)

By environment: CSC_LINK, CSC_KEY_PASSWORD, WIN_CSC_LINK, WIN_CSC_KEY_PASSWORD (signing), APPLE_API_KEY, APPLE_API_KEY_ID,
APPLE_API_ISSUER (notarising), TEACHTRACK_REQUIRE_SIGNING=1, TEACHTRACK_UPDATE_URL, TEACHTRACK_HOMEPAGE.`;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const { values: flags, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        linux: { type: 'boolean' },
        win: { type: 'boolean' },
        mac: { type: 'boolean' },
        arch: { type: 'string', default: 'x64' },
        download: { type: 'boolean', default: false },
        'no-bundle': { type: 'boolean', default: false },
        out: { type: 'string', default: join(root, 'dist/desktop') },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const systems = (['linux', 'win', 'mac'] as const).filter((name): name is System => flags[name] === true);
    const [system] = systems;
    if (flags.help === true || system === undefined || systems.length > 1) return usage(flags.help === true);
    if (flags.arch !== 'x64' && flags.arch !== 'arm64') return usage(false);
    const made = await packageApp({
      root,
      system,
      targets: positionals,
      arch: flags.arch,
      bundle: flags['no-bundle'] ? undefined : await releaseBundle(),
      mayDownload: flags.download,
      out: resolve(flags.out),
      env: process.env,
    });
    console.log(`In ${made.folder}:`);
    for (const name of made.files) console.log(`  ${name}`);
    return 0;
  } catch (thrown) {
    if (thrown instanceof TypeError && 'code' in thrown) {
      console.error(`${thrown.message}\n`);
      return usage(false);
    }
    const { code, message, evidence } = asProvisionError(thrown);
    const words = errorWords[code];
    console.error([`${words.title} [${code}]`, message, ...evidence.map((line) => `  ${line}`)].join('\n'));
    return 1;
  }
}

async function releaseBundle() {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  return { path: join(root, 'dist/bundle', `teachtrack-${version}`), trustedKeys: releaseKeys };
}

function usage(isWanted: boolean): number {
  console[isWanted ? 'log' : 'error'](help);
  return isWanted ? 0 : 2;
}
