/**
 * One step of the schema, never changed once released: its checksum is recorded. Statements are recorded one by one,
 * because the server commits each change of a table by itself; none may depend on data that another one of the same
 * migration deletes. Written for MariaDB 10.11 and later and MySQL 8 and later.
 */
export type Migration = {
  /** `0004-timetables`: four digits that only grow, then what it brings. */
  readonly id: string;
  readonly statements: readonly string[];
  /**
   * After it the release before this one cannot work: a column it reads is gone, or one it does not fill is demanded. Going
   * back over it restores the database. All others only add, so that both releases serve while one takes the other's place.
   */
  readonly breaks?: true;
};
