import { z } from 'zod';
import { line, momentSchema } from '../common/schema.ts';

/** `GET /api/v1/maintenance`, open to all: why the site is closed, and what is announced at the top of every page. */
export const maintenanceAnswer = z.object({
  mode: z.object({ text: z.string(), since: momentSchema, until: momentSchema.nullable() }).nullable(),
  /** Shown from now on; one for later is not told. */
  banner: z.object({ text: z.string(), until: momentSchema.nullable() }).nullable(),
});
export type MaintenanceAnswer = z.infer<typeof maintenanceAnswer>;

const someText = z
  .string()
  .trim()
  .max(500)
  .refine((text) => !/\p{Cc}/u.test(text), 'must be one line without control characters');

/** `PUT /api/v1/status/maintenance/mode`: closes the site to all but administrators of the district and those named. */
export const closeRequest = z.strictObject({
  /** Empty for the usual words. */
  text: someText.default(''),
  /** When it is over: people are told, and the site opens by itself. Without one it stays closed until it is opened. */
  until: momentSchema.nullable().default(null),
  /** User names or staff numbers. */
  allowed: z.array(line(100)).max(50).default([]),
});
export type CloseRequest = z.infer<typeof closeRequest>;

/** `PUT /api/v1/status/maintenance/banner`. */
export const bannerRequest = z
  .strictObject({ text: line(500), from: momentSchema.optional(), until: momentSchema.nullable().default(null) })
  .refine(({ from, until }) => from === undefined || until === null || from < until, {
    path: ['until'],
    message: 'is not after the beginning',
  });
export type BannerRequest = z.infer<typeof bannerRequest>;

/** `GET /api/v1/status/maintenance`: all that is set, with who set it. */
export const maintenanceDetails = z.object({
  mode: z
    .object({
      text: z.string(),
      since: momentSchema,
      until: momentSchema.nullable(),
      allowed: z.array(z.object({ userName: z.string(), fullName: z.string() })),
      by: z.string().nullable(),
      /** Closed by the server itself, such as while it restores a backup: not to be opened from here. */
      byServer: z.boolean(),
    })
    .nullable(),
  banner: z
    .object({ text: z.string(), from: momentSchema, until: momentSchema.nullable(), by: z.string().nullable() })
    .nullable(),
});
export type MaintenanceDetails = z.infer<typeof maintenanceDetails>;
