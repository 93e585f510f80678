import { ProvisionError } from '../model/error.ts';
import type { Command, CommandResult } from '../model/transport.ts';
import type { BundleFile } from './manifest.ts';

const exits = { mismatch: 65, missing: 66, unpacking: 73 } as const;

/**
 * POSIX sh with what every minimal Debian has: coreutils, tar, dpkg-deb. Arguments: folder, release file, its sha256,
 * packages file, its sha256. An archive is unpacked to another name, synced and renamed; only then its mark is written,
 * so a power cut at any point leaves a state from which the same script goes on.
 */
const text = `set -u
umask 022
cd "$1" || exit ${exits.missing}
[ -f "$2" ] && [ -f "$4" ] || exit ${exits.missing}
printf '%s  %s\\n' "$3" "$2" "$5" "$4" | sha256sum --check --strict --quiet - || exit ${exits.mismatch}
fill() {
  case $1 in
    release) dpkg-deb -x "$2" "$3" ;;
    packages) tar -x -f "$2" -C "$3" --no-same-owner --no-same-permissions ;;
  esac
}
unpack() {
  [ -d "$1" ] && [ "$(cat "$1.unpacked" 2>/dev/null)" = "$3" ] && return 0
  rm -rf "$1.part" "$1.unpacked" "$1.unpacked.part" &&
    mkdir "$1.part" && fill "$1" "$2" "$1.part" && sync -f "$1.part" &&
    rm -rf "$1" && mv -T "$1.part" "$1" && sync -f . &&
    printf '%s\\n' "$3" > "$1.unpacked.part" && sync "$1.unpacked.part" &&
    mv -T "$1.unpacked.part" "$1.unpacked" && sync -f .
}
unpack release "$2" "$3" || exit ${exits.unpacking}
unpack packages "$4" "$5" || exit ${exits.unpacking}`;

export type Bootstrap = {
  /** Absolute staging folder that holds both files as sent. */
  readonly folder: string;
  readonly release: Pick<BundleFile, 'name' | 'sha256'>;
  readonly packages: Pick<BundleFile, 'name' | 'sha256'>;
};

/**
 * What is run on a server before Node is there: verifies both archives against the digests of the laptop's verified
 * manifest and unpacks them into `release/` and `packages/`. Does nothing when they lie there unpacked. Run it as root.
 */
export function bootstrapCommand({ folder, release, packages }: Bootstrap): Command {
  return {
    argv: ['sh', '-c', text, 'sh', folder, release.name, release.sha256, packages.name, packages.sha256],
    asRoot: true,
    timeoutMs: 600_000,
  };
}

/** Rejects when the bootstrap did not reach its end: TT-UPLOAD-01, TT-FILE-01 or TT-RUN-01. */
export function requireBootstrapped(result: CommandResult): void {
  if (result.exitCode === 0) return;
  const evidence = result.stderr
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-6);
  if (result.exitCode === exits.mismatch)
    throw new ProvisionError({
      code: 'TT-UPLOAD-01',
      message: 'A file on the server differs from the bundle.',
      evidence,
    });
  if (result.exitCode === exits.missing)
    throw new ProvisionError({ code: 'TT-UPLOAD-01', message: 'A file of the bundle did not arrive.', evidence });
  const isFull = evidence.some((line) => line.includes('No space left on device'));
  throw new ProvisionError({
    code: isFull ? 'TT-FILE-01' : 'TT-RUN-01',
    message: 'The bundle could not be unpacked on the server.',
    evidence,
  });
}

/** The engine of a bootstrapped staging folder: `node ctl.mjs …args`. */
export function stagedEngine(folder: string, ...args: readonly string[]): Command['argv'] {
  return [`${folder}/release/bin/node`, `${folder}/release/ctl.mjs`, ...args];
}
