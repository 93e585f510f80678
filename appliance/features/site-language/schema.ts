import { z } from 'zod';

export const siteLanguages = ['en', 'sw', 'fr'] as const;

/** `GET /api/v1/site-language`, open to all; `PUT` by an administrator of the district. Empty: as each device has it. */
export const siteLanguage = z.strictObject({ language: z.enum([...siteLanguages, '']) });
export type SiteLanguage = z.infer<typeof siteLanguage>;
