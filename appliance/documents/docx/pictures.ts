import { crc32, deflateSync } from 'node:zlib';
import { strToU8 } from 'fflate';
import { encode, renderSVG } from 'uqr';

const drawing = 'http://schemas.openxmlformats.org/drawingml/2006';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** Pictures are measured in these: 36,000 to the millimetre. */
const emuPerMm = 36_000;
/** White squares around a code, as scanners want them. */
const look = { ecc: 'M', border: 4 } as const;

/** Pictures of a Word file as they are asked for: drawn in lines, with dots for programs that show no lines. */
export class Pictures {
  readonly #addresses: string[] = [];

  /** The run of a QR code of the address. */
  qrCode(address: string, sideMm: number, description: string): string {
    const number = this.#addresses.push(address);
    const side = Math.round(sideMm * emuPerMm);
    const size = `cx="${side}" cy="${side}"`;
    const lines = `<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rIdLines${number}"/></a:ext>`;
    const named = `id="${number}" name="QR ${number}" descr="${description}"`;
    return (
      `<w:r><w:drawing><wp:inline xmlns:wp="${drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent ${size}/><wp:docPr ${named}/>` +
      `<a:graphic xmlns:a="${drawing}/main"><a:graphicData uri="${drawing}/picture"><pic:pic xmlns:pic="${drawing}/picture"><pic:nvPicPr><pic:cNvPr ${named}/><pic:cNvPicPr/></pic:nvPicPr>` +
      `<pic:blipFill><a:blip r:embed="rIdDots${number}"><a:extLst>${lines}</a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
      `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
    );
  }

  /** What leads from the text to the files. */
  get relationships(): string {
    const one = (id: string, file: string) =>
      `<Relationship Id="${id}" Type="${relations}/image" Target="media/${file}"/>`;
    return this.#addresses
      .map(
        (_, index) =>
          one(`rIdDots${index + 1}`, `qr${index + 1}.png`) + one(`rIdLines${index + 1}`, `qr${index + 1}.svg`),
      )
      .join('');
  }

  get files(): Record<string, Uint8Array> {
    return Object.fromEntries(
      this.#addresses.flatMap((address, index) => [
        [`word/media/qr${index + 1}.png`, pngOf(encode(address, look).data, 8)],
        [`word/media/qr${index + 1}.svg`, strToU8(renderSVG(address, look))],
      ]),
    );
  }
}

/** A picture of black (true) and white squares, each `scale` dots wide. */
function pngOf(rows: readonly (readonly boolean[])[], scale: number): Buffer {
  const side = rows.length * scale;
  const lineBytes = 1 + Math.ceil(side / 8);
  const data = Buffer.alloc(side * lineBytes);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (rows[Math.floor(y / scale)]?.[Math.floor(x / scale)]) continue;
      const at = y * lineBytes + 1 + (x >> 3);
      data[at] = (data[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // One bit a dot, grey.
  head[8] = 1;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
