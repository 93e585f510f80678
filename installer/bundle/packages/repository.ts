import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SuitePackages } from '../../../provision/bundle/manifest.ts';
import { treeDigest } from '../../../provision/bundle/tree.ts';
import { ProvisionError } from '../../../provision/model/error.ts';
import { secondsOf, tarEnd, tarFile, tarFolder } from '../archive/tar.ts';
import { sha256 } from '../cache.ts';
import type { Closure } from './closure.ts';
import type { RepositoryPackage } from './index-file.ts';

export type Repository = {
  /** A tar: `Packages`, `Release` and the packages in one flat folder, for `deb [trusted=yes] file:… ./`. */
  readonly archive: Buffer;
  readonly about: SuitePackages;
  readonly treeSha256: string;
  readonly unpackedBytes: number;
  readonly unpackedFiles: number;
};

/** Puts downloaded packages together; every one is compared with its digest of the verified index again. */
export async function packRepository(debs: string, closure: Closure): Promise<Repository> {
  const index = Buffer.from(`${closure.packages.map(({ paragraph }) => paragraph).join('\n\n')}\n`);
  const files = [
    { path: 'Packages', data: index },
    { path: 'Release', data: Buffer.from(releaseText(closure.suite, index)) },
    ...(await Promise.all(closure.packages.map((one) => readDeb(debs, one)))),
  ];
  const listed = files.map(({ path, data }) => ({ path, sha256: sha256(data), executable: false }));
  const entries = files.flatMap((file, at) => tarFile(file, secondsOf(listed[at]?.sha256 ?? '')));
  return {
    archive: Buffer.concat([tarFolder(''), ...entries, tarEnd]),
    about: {
      suite: closure.suite,
      wanted: [...closure.wanted],
      list: closure.packages.map(({ name, version, bytes }) => ({ name, version, bytes })),
      versions: {
        mariadb: versionOf(closure, 'mariadb-server'),
        redis: versionOf(closure, 'redis-server'),
        nginx: versionOf(closure, 'nginx'),
      },
    },
    treeSha256: treeDigest(listed),
    unpackedBytes: files.reduce((sum, { data }) => sum + data.length, 0),
    unpackedFiles: files.length,
  };
}

async function readDeb(debs: string, { file, sha256: expected }: RepositoryPackage) {
  const data = await readFile(join(debs, file));
  if (sha256(data) === expected) return { path: file, data };
  await rm(join(debs, file));
  throw new ProvisionError({
    code: 'TT-BUNDLE-02',
    message: `The downloaded ${file} was damaged and has been removed; build again.`,
  });
}

/** A date long past: a server's wrong clock must not make apt refuse the release as one of the future. */
function releaseText(suite: string, index: Uint8Array): string {
  return [
    'Origin: TeachTrack',
    'Label: TeachTrack',
    `Suite: ${suite}`,
    `Codename: ${suite}`,
    'Date: Thu, 01 Jan 2004 00:00:00 UTC',
    'Architectures: amd64',
    'SHA256:',
    ` ${sha256(index)} ${index.length} Packages`,
    '',
  ].join('\n');
}

function versionOf({ packages }: Closure, name: string): string {
  const version = packages.find((one) => one.name === name)?.version;
  if (version === undefined)
    throw new ProvisionError({ code: 'TT-BUG-01', message: `The repository holds no ${name}.` });
  return version;
}
