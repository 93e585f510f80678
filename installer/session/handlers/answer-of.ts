import type { z } from 'zod';
import { ProvisionError } from '../../../provision/model/error.ts';

/** What the server's engine answered, in the form that the windows know. Rejects with TT-RUN-04 when it is another one. */
export function answerOf<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const evidence = parsed.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new ProvisionError({
    code: 'TT-RUN-04',
    message: 'The engine on the server answered something else.',
    evidence,
  });
}
