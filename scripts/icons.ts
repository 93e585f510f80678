import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { icns, ico, type Picture } from '../main/electron/packaging/icons/containers.ts';
import { laptop, openBrowser } from '../test/browser/browser.ts';

/** Draws the desktop app's icons from the two SVG files and writes what each system wants: `npm run icons`. */
const folder = resolve(import.meta.dirname, '../main/electron/packaging/icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const browser = await openBrowser({ ...laptop, width: 1100, height: 1100 });
const pictures: Picture[] = [];
try {
  for (const size of sizes) {
    const svg = await readFile(join(folder, size <= 48 ? 'icon-small.svg' : 'icon.svg'), 'utf8');
    const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `);
    await browser.page.setContent(`<style>body{margin:0;background:transparent}</style>${sized}`);
    const clip = { x: 0, y: 0, width: size, height: size };
    pictures.push({ size, png: await browser.page.screenshot({ clip, omitBackground: true }) });
  }
} finally {
  await browser.close();
}

const png = join(folder, 'png');
await rm(png, { recursive: true, force: true });
await mkdir(png);
for (const picture of pictures) await writeFile(join(png, `${picture.size}x${picture.size}.png`), picture.png);
await writeFile(join(folder, 'icon.ico'), ico(pictures.filter(({ size }) => size <= 256)));
await writeFile(join(folder, 'icon.icns'), icns(pictures));
console.log(`${pictures.length} pictures, icon.ico and icon.icns in ${folder}`);
