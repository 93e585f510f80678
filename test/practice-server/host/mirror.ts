import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Mirror = {
  readonly archive: string;
  /** Absent when this machine's sources name no archive of security updates. */
  readonly security?: string;
};

/** The Debian mirror that this machine itself uses, read from its apt sources in either of the two formats. */
export function mirrorOf(aptFolder = '/etc/apt'): Mirror {
  const uris = sourceTexts(aptFolder).flatMap(urisOf);
  const security = uris.find((uri) => /debian-security|security\./.test(uri));
  const archive = uris.find((uri) => uri !== security && /\/debian\/?$/.test(uri));
  if (archive === undefined)
    throw new Error(`No Debian mirror in the sources under ${aptFolder}: is this a Debian machine?`);
  return { archive, ...(security === undefined ? {} : { security }) };
}

/** URIs of one-line (`deb [options] URI suite …`) and deb822 (`URIs: …`) sources that are not commented out. */
export function urisOf(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const oneLine = /^\s*deb\s+(?:\[[^\]]*\]\s*)?(\S+)/.exec(line);
    const field = /^URIs:\s*(.*)$/.exec(line);
    const found = oneLine?.[1] ?? field?.[1] ?? '';
    return found.split(/\s+/).filter((uri) => /^https?:/.test(uri));
  });
}

function sourceTexts(aptFolder: string): string[] {
  const parts = join(aptFolder, 'sources.list.d');
  const names = existsSync(parts) ? readdirSync(parts).filter((name) => /\.(list|sources)$/.test(name)) : [];
  const files = [join(aptFolder, 'sources.list'), ...names.sort().map((name) => join(parts, name))];
  return files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
}
