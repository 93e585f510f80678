import { z } from 'zod';

/** A text of one line, its edges trimmed. */
export const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(most, `is longer than ${most} characters`)
    .refine((text) => [...text].every((character) => character >= ' '), 'has a line break or a control character');

/** An IPv4 or IPv6 address as a plain literal. */
export const addressSchema = z.union([z.ipv4(), z.ipv6()], 'is not an IPv4 or IPv6 address');

/** Machines by their addresses: a subnet, or one address, IPv4 or IPv6. */
export const sourceSchema = z
  .string()
  .trim()
  .pipe(
    z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], 'is neither a subnet such as 10.20.0.0/16 nor an IP address'),
  );

/** A DNS name of letters, digits and hyphens, at least one part; stored in lower case. */
export const nameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253, 'is longer than 253 characters')
  .regex(
    /^(?=.*[a-z])([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/,
    'is not a name that a browser could open: use letters, digits, hyphens and dots',
  );

export const portSchema = z.int('is not a whole number').min(1, 'is below 1').max(65535, 'is above 65535');

export const hostSchema = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    (text) => addressSchema.safeParse(text).success || nameSchema.safeParse(text).success,
    'is neither an IP address nor a DNS name',
  );

/** Of an SSH host key, as `ssh-keygen -l` shows it. */
export const fingerprintSchema = z
  .string()
  .trim()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'is not a fingerprint in the form SHA256:…');
