import { z } from 'zod';

/** Everything that speaks for or against an upgrade, from the server itself. */
export const preflightSchema = z.object({
  from: z.string(),
  to: z.string(),
  ok: z.boolean(),
  findings: z.array(
    z.object({
      name: z.enum(['version', 'health', 'way-back', 'packages', 'space', 'migrations']),
      ok: z.boolean(),
      detail: z.string(),
    }),
  ),
  /** Migrations after which going back restores the database. */
  breaking: z.array(z.string()),
});
export type FacePreflight = z.infer<typeof preflightSchema>;

/** What going back to the release before would do to the data. */
export const previewSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** The database’s clock at the copy that would be restored, UTC. */
  since: z.string(),
  losesData: z.boolean(),
  /** Rows written or changed since, by table: lost when `losesData`, else kept. */
  written: z.array(z.object({ table: z.string(), rows: z.number() })),
  /** Packages of the system that the upgrade made newer and that stay so. */
  packages: z.array(z.string()),
});
export type FacePreview = z.infer<typeof previewSchema>;
