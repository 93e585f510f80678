import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';

const tree = z.strictObject({ files: z.number().int(), bytes: z.number().int(), sha256: z.string() });

/** First file of the archive inside: what the rest is to be read with. */
export const manifestSchema = z.looseObject({
  format: z.literal(1),
  server: z.string(),
  version: z.string(),
  schema: z.string(),
  at: z.iso.datetime(),
  database: z.looseObject({ product: z.enum(['mariadb', 'mysql']), version: z.string() }),
  /** Names the server's secrets without telling anything of them: those in the archive must have the same. */
  secretsId: z.string(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Last file of the archive inside: what all before it must add up to. */
export const contentsSchema = z.looseObject({
  tables: z.record(z.string(), z.strictObject({ rows: z.number().int(), sha256: z.string() })),
  /** Tables of the schema, those without rows too. */
  tableNames: z.array(z.string()),
  settings: tree,
  drift: tree,
  database: tree,
  documents: tree,
});
export type Contents = z.infer<typeof contentsSchema>;
export type Tree = z.infer<typeof tree>;

export const trees = ['settings', 'drift', 'database', 'documents'] as const;
export type TreeName = (typeof trees)[number];

/** The tree a path of the archive belongs to. */
export function treeOf(path: string): TreeName | undefined {
  return trees.find((name) => path.startsWith(`${name}/`));
}

/** Adds up files as they pass: number, bytes, and one hash of all paths and contents. */
export class TreeSum {
  readonly #all = createHash('sha256');
  #files = 0;
  #bytes = 0;

  async *through(path: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const hash: Hash = createHash('sha256');
    for await (const piece of body) {
      hash.update(piece);
      this.#bytes += piece.length;
      yield piece;
    }
    this.#files += 1;
    this.#all.update(`${path}\0${hash.digest('hex')}\n`);
  }

  get bytes(): number {
    return this.#bytes;
  }

  sum(): Tree {
    return { files: this.#files, bytes: this.#bytes, sha256: this.#all.copy().digest('hex') };
  }
}
