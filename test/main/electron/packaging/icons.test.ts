import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { icns, ico } from '../../../../main/electron/packaging/icons/containers.ts';

const icons = resolve(import.meta.dirname, '../../../../main/electron/packaging/icons');
const pictures = readdirSync(join(icons, 'png'))
  .map((name) => ({ size: Number.parseInt(name, 10), png: readFileSync(join(icons, 'png', name)) }))
  .sort((a, b) => a.size - b.size);

test('the pictures have the sizes of their names', () => {
  expect(pictures.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 128, 256, 512, 1024]);
  for (const { size, png } of pictures) expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
});

test('the icons of Windows and macOS are made of these pictures', () => {
  expect(readFileSync(join(icons, 'icon.ico'))).toEqual(ico(pictures.filter(({ size }) => size <= 256)));
  expect(readFileSync(join(icons, 'icon.icns'))).toEqual(icns(pictures));
});

test('every picture lies where the directory of the Windows icon says', () => {
  const file = readFileSync(join(icons, 'icon.ico'));
  const count = file.readUInt16LE(4);
  for (let n = 0; n < count; n += 1) {
    const at = file.readUInt32LE(6 + 16 * n + 12);
    expect(file.subarray(at, at + 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  }
  expect(count).toBe(7);
});
