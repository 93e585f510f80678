import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DumpScan } from '../../../provision/backup/dump-scan.ts';

const rows = [
  "(1,'plain',NULL)",
  "(2,'it\\'s (quoted); `ticked`',0xAB)",
  "(3,'back\\\\',1.5)",
  "(4,'INSERT INTO `b` VALUES (9);\\n--',-1)",
  "(5,'ünïcødé 字','')",
];
const maria = `-- a dump
DROP TABLE IF EXISTS \`a\`;
CREATE TABLE \`a\` (\`id\` int COMMENT 'a (strange); comment');
INSERT INTO \`a\` VALUES
${rows.slice(0, 3).join(',\n')};
INSERT INTO \`a\` VALUES
${rows.slice(3).join(',\n')};
INSERT INTO \`b\` VALUES
(7,'x');
/*!40000 ALTER TABLE \`b\` ENABLE KEYS */;
`;
const mysql = `-- a dump of another server
INSERT INTO \`a\` VALUES ${rows.join(',')};
INSERT INTO \`b\` VALUES (7,'x');
`;
const sum = (all: readonly string[]) => createHash('sha256').update(all.join('')).digest('hex');
const wanted = new Map([
  ['a', { rows: 5, sha256: sum(rows) }],
  ['b', { rows: 1, sha256: sum(["(7,'x')"]) }],
]);

describe('the sums of a dump', () => {
  test.each([maria, mysql])('are those of its rows, whatever is in them and however they are grouped', (text) => {
    expect(scanned([Buffer.from(text)])).toEqual(wanted);
  });

  test('are the same wherever the stream is cut', () => {
    const bytes = Buffer.from(maria);
    for (let size = 1; size < 80; size += 1) expect(scanned(cut(bytes, () => size))).toEqual(wanted);
    for (let round = 0; round < 200; round += 1)
      expect(scanned(cut(bytes, () => 1 + Math.floor(Math.random() * 120)))).toEqual(wanted);
  });

  test('differ when one letter of one row does', () => {
    expect(scanned([Buffer.from(maria.replace('plain', 'plaim'))]).get('a')?.sha256).not.toBe(wanted.get('a')?.sha256);
  });
});

function scanned(pieces: readonly Buffer[]) {
  const scan = new DumpScan();
  for (const piece of pieces) scan.push(piece);
  return scan.sums();
}

function cut(bytes: Buffer, size: () => number): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + size();
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}
