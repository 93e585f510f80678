import { z } from 'zod';
import type { DatabaseThere } from '../../provision/model/wanted.ts';
import { mailAuthoritySchema } from './calls/alerts.ts';
import { hostSchema, oneLine, portSchema } from './shapes/typed.ts';

const serversOwn = new Set(['information_schema', 'mysql', 'performance_schema', 'sys', 'test']);

/** The database on a server that the district has already. Absent: it is brought, and is on the same server. */
export const databaseAnswers = z
  .strictObject({
    host: hostSchema,
    port: portSchema.optional(),
    product: z.enum(['mariadb', 'mysql'], 'is not mariadb or mysql').optional(),
    /** Of our database there. */
    name: z
      .string()
      .regex(
        /^[a-z][a-z0-9_]{0,39}$/,
        'is not a name of up to 40 small letters, digits and underscores that begins with a letter',
      )
      .refine((name) => !serversOwn.has(name), 'is the name of a database of the server itself')
      .optional(),
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
  })
  .refine(({ tls, product }) => tls !== 'waived' || product !== 'mysql', {
    error:
      'cannot be waived for MySQL: it takes passwords over an encrypted way only, for which it has a certificate of its own',
    path: ['tls'],
  });
export type DatabaseAnswers = z.infer<typeof databaseAnswers>;

export function databaseThere({ host, port, product, name, tls, ca, reason }: DatabaseAnswers): DatabaseThere {
  return {
    host,
    port: port ?? 3306,
    product: product ?? 'mariadb',
    // Told or not, it is the same answer.
    ...(name === undefined || name === 'teachtrack' ? {} : { name }),
    tls:
      tls === 'waived'
        ? { kind: 'waived', reason: reason ?? '' }
        : { kind: 'required', ...(ca === undefined ? {} : { ca }) },
  };
}

/** What is in force, as answers. */
export function databaseIn({ host, port, product, name, tls }: DatabaseThere): DatabaseAnswers {
  return {
    ...{ host, port, product, tls: tls.kind },
    ...(name === undefined ? {} : { name }),
    ...(tls.kind === 'waived' ? { reason: tls.reason } : tls.ca === undefined ? {} : { ca: tls.ca }),
  };
}
