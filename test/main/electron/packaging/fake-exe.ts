import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { freshFuses, fuseWire } from './fake-dist.ts';

const english = { lang: 1033, codepage: 1200 };

/**
 * A folder shaped like an unpacked Electron for Windows. Its program is a real, empty executable that starts nothing, with
 * the version that Electron's own has, and the same fuse wire behind it.
 */
export function writeFakeWindowsDist(folder: string): string {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'electron.exe'), fakeExecutable());
  for (const name of ['en-US', 'en-GB', 'sw', 'fr', 'de']) writeFileSync(join(folder, 'locales', `${name}.pak`), name);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'ffmpeg.dll', 'resources.pak', 'version']) {
    writeFileSync(join(folder, name), `${name} of a stand-in\n`);
  }
  return folder;
}

function fakeExecutable(): Buffer {
  const executable = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues(english, { ProductName: 'Electron', FileDescription: 'Electron' });
  version.setFileVersion('45.4.1', english.lang);
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  const wire = fuseWire(freshFuses);
  executable.setExtraData(wire.buffer.slice(wire.byteOffset, wire.byteOffset + wire.byteLength) as ArrayBuffer);
  return Buffer.from(executable.generate());
}
