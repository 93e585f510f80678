#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Stands in for fpm, which is not in Debian: reads the arguments that electron-builder gives it for a deb and lets
 * dpkg-deb make the package.
 */
const alone = new Set(['--force', '--debug']);
const flags = new Map<string, string[]>();
const files: string[] = [];
const argv = process.argv.slice(2);
for (let at = 0; at < argv.length; at += 1) {
  const argument = argv[at] ?? '';
  if (alone.has(argument)) continue;
  if (!argument.startsWith('-')) files.push(argument);
  else {
    const [name = '', inline] = argument.split(/=(.*)/s);
    if (inline === undefined) at += 1;
    flags.set(name, [...(flags.get(name) ?? []), inline ?? argv[at] ?? '']);
  }
}
const one = (name: string) => flags.get(name)?.at(-1) ?? '';

const folder = mkdtempSync(join(tmpdir(), 'teachtrack-fpm-'));
for (const file of files) {
  const at = file.lastIndexOf('=');
  const [from, to] = [file.slice(0, at), join(folder, file.slice(at + 1))];
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from.replace(/\/$/, ''), to, { recursive: statSync(from).isDirectory() });
}
mkdirSync(join(folder, 'DEBIAN'));
const fields = {
  Package: one('--name'),
  Version: one('--version'),
  Architecture: one('--architecture'),
  Maintainer: one('--maintainer'),
  Homepage: one('--url'),
  Depends: (flags.get('-d') ?? []).join(', '),
  Recommends: (flags.get('--deb-recommends') ?? []).join(', '),
  Description: one('--description'),
};
const control = Object.entries(fields).filter(([, value]) => value !== '');
writeFileSync(join(folder, 'DEBIAN/control'), `${control.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`);
for (const [flag, name] of [
  ['--after-install', 'postinst'],
  ['--after-remove', 'postrm'],
] as const) {
  cpSync(one(flag), join(folder, 'DEBIAN', name));
  chmodSync(join(folder, 'DEBIAN', name), 0o755);
}
execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', folder, one('--package')]);
rmSync(folder, { recursive: true });
