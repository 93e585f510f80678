import type { Generated } from 'kysely';

/** Moments are read as `Date`, calendar dates as `YYYY-MM-DD`; JSON is kept as text, the same on every server. */
export type Moments = { created_at: Generated<Date>; updated_at: Generated<Date> };
