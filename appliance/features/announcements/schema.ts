import { z } from 'zod';
import { dateSchema, idSchema, line, pageOf, pageQuery } from '../common/schema.ts';

/** Several lines of plain text; tabs and line ends are the only control characters. */
const text = z
  .string()
  .trim()
  .max(2_000)
  .transform((value) => value.replaceAll('\r\n', '\n'))
  .refine((value) => !/[^\P{Cc}\n\t]/u.test(value), 'must be plain text');

const inOrder = (value: { readonly from?: string | undefined; readonly to?: string | undefined }) =>
  value.from === undefined || value.to === undefined || value.from <= value.to;

/** `POST /api/v1/announcements`: of a school by its ICT administrator, head or deputy; of the district by its administrator. */
export const createAnnouncementRequest = z
  .strictObject({
    /** Null for everybody in the district. */
    schoolId: idSchema.nullable(),
    title: line(120),
    body: text.default(''),
    /** Shown at the top of every page, not only at home. */
    urgent: z.boolean().default(false),
    from: dateSchema,
    to: dateSchema,
  })
  .refine(inOrder, { path: ['to'], message: 'is before the first day' });
export type CreateAnnouncementRequest = z.infer<typeof createAnnouncementRequest>;

/** `PATCH /api/v1/announcements/:id`: what is given is changed. */
export const changeAnnouncementRequest = z
  .strictObject({ title: line(120), body: text, urgent: z.boolean(), from: dateSchema, to: dateSchema })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'nothing to change is given');
export type ChangeAnnouncementRequest = z.infer<typeof changeAnnouncementRequest>;

export const announcementSchema = z.object({
  id: idSchema,
  school: z.object({ id: idSchema, name: z.string() }).nullable(),
  title: z.string(),
  body: z.string(),
  urgent: z.boolean(),
  from: dateSchema,
  to: dateSchema,
  author: z.string().nullable(),
  /** The caller has put it away. */
  seen: z.boolean(),
  mayChange: z.boolean(),
});
export type Announcement = z.infer<typeof announcementSchema>;

/** `GET /api/v1/announcements`: newest first; `current` leaves out those of other days. */
export const announcementsQuery = pageQuery.extend({ current: z.stringbool().default(false) });
export type AnnouncementsQuery = z.infer<typeof announcementsQuery>;
export const announcementsAnswer = pageOf(announcementSchema);
export type AnnouncementsAnswer = z.infer<typeof announcementsAnswer>;
