import { z } from 'zod';
import type { DatabaseThere } from '../../provision/model/wanted.ts';
import { mailAuthoritySchema } from './calls/alerts.ts';
import { hostSchema, oneLine, portSchema } from './shapes/typed.ts';

/** The database on a server that the district has already. Absent: it is brought, and is on the same server. */
export const databaseAnswers = z
  .strictObject({
    host: hostSchema,
    port: portSchema.optional(),
    product: z.enum(['mariadb', 'mysql'], 'is not mariadb or mysql').optional(),
    tls: z.enum(['required', 'waived'], 'is not required or waived').optional(),
    /** Certificate of the authority of the database server's own, PEM. It is no secret. */
    ca: mailAuthoritySchema.optional(),
    /** Why what is said between the two servers may be read on the way. */
    reason: oneLine(300).optional(),
    /** Used once, to make our database and accounts, and never kept. */
    administrator: z
      .strictObject({
        user: oneLine(80).optional(),
        /** Path on this laptop; otherwise it is asked for. */
        passwordFile: oneLine(4096).optional(),
      })
      .optional(),
  })
  .refine(({ tls, reason = '' }) => tls !== 'waived' || reason.length >= 10, {
    error: 'is too short to be a reason: say in 10 characters or more why nobody can listen between the two servers',
    path: ['reason'],
  });
export type DatabaseAnswers = z.infer<typeof databaseAnswers>;

export function databaseThere({ host, port, product, tls, ca, reason }: DatabaseAnswers): DatabaseThere {
  return {
    host,
    port: port ?? 3306,
    product: product ?? 'mariadb',
    tls:
      tls === 'waived'
        ? { kind: 'waived', reason: reason ?? '' }
        : { kind: 'required', ...(ca === undefined ? {} : { ca }) },
  };
}

/** What is in force, as answers. */
export function databaseIn({ host, port, product, tls }: DatabaseThere): DatabaseAnswers {
  return {
    ...{ host, port, product, tls: tls.kind },
    ...(tls.kind === 'waived' ? { reason: tls.reason } : tls.ca === undefined ? {} : { ca: tls.ca }),
  };
}
