import { sql } from 'kysely';

/**
 * The version of the learning area of which a scheme's rows name sub-strands and outcomes, in a query that joins the
 * allocation: that of the class, unless it has gone on to another since.
 */
export const madeFromArea = sql<string>`COALESCE(scheme.made_from, allocation.learning_area_id)`;
