export type MaintenanceTables = {
  /** At most one row a kind: the site is closed while there is a `mode`, a `banner` is shown to everybody. */
  maintenance: {
    kind: 'mode' | 'banner';
    text: string;
    starts_at: Date;
    ends_at: Date | null;
    /** JSON: identifiers of the people who get in all the same. */
    allowed: string;
    set_by: string | null;
  };
};
