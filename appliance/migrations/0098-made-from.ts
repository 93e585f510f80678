import type { Migration } from './migration.ts';

const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';

/**
 * The version of the learning area a scheme was made from, once its class has gone on to another: its rows name sub-strands
 * and outcomes of that one. Empty while it is the class's own. Found from the rows for classes that went on before.
 */
export const madeFrom: Migration = {
  id: '0098-made-from',
  statements: [
    `ALTER TABLE scheme ADD COLUMN made_from ${id} NULL`,
    `UPDATE scheme SET made_from = (
      SELECT node.learning_area_id FROM scheme_row JOIN node ON node.id = scheme_row.node_id
      WHERE scheme_row.scheme_id = scheme.id LIMIT 1
    ), updated_at = updated_at
    WHERE made_from IS NULL AND allocation_id IN (
      SELECT allocation.id FROM allocation JOIN learning_area ON learning_area.id = allocation.learning_area_id
      WHERE learning_area.version > 1
    )`,
  ],
};
