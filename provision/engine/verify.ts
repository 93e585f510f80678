import { asProvisionError } from '../model/error.ts';
import type { StepContext } from '../model/step.ts';

/** One thing that must hold when a run is over, asked of the running system. Never writes but what it removes itself. */
export type Verification = {
  /** A short sentence, such as `A teacher can sign in through nginx`. */
  readonly name: string;
  run(context: StepContext): Promise<{ readonly ok: boolean; readonly detail: string }>;
};

export type Verified = { readonly name: string; readonly ok: boolean; readonly detail: string };

/** One after the other, all of them, also after one that failed; one that throws has failed. */
export async function verify(
  verifications: readonly Verification[],
  context: StepContext,
): Promise<readonly Verified[]> {
  const checks: Verified[] = [];
  for (const verification of verifications) checks.push(await verified(verification, context));
  return checks;
}

async function verified({ name, run }: Verification, context: StepContext): Promise<Verified> {
  try {
    return { name, ...(await run(context)) };
  } catch (thrown) {
    const { code, message, evidence } = asProvisionError(thrown);
    return { name, ok: false, detail: [`${code}: ${message}`, ...evidence].join('\n') };
  }
}
