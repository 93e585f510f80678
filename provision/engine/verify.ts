import { asProvisionError } from '../model/error.ts';
import type { StepContext } from '../model/step.ts';

/** One thing that must hold when a run is over, asked of the running system. Never writes but what it removes itself. */
export type Verification = {
  /** A short sentence, such as `A teacher can sign in through nginx`. */
  readonly name: string;
  /** Names of those before it without which it can only fail: it is not run then, and says so. */
  readonly needs?: readonly string[];
  run(context: StepContext): Promise<{ readonly ok: boolean; readonly detail: string }>;
};

export type Verified = {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** Name of the one that failed, for which this was not run. */
  readonly notRun?: string;
};

/** One after the other, also after one that failed, but for those that need it; one that throws has failed. */
export async function verify(
  verifications: readonly Verification[],
  context: StepContext,
): Promise<readonly Verified[]> {
  const checks: Verified[] = [];
  for (const verification of verifications) {
    const failed = verification.needs?.find((name) => checks.some((one) => one.name === name && !one.ok));
    checks.push(failed === undefined ? await verified(verification, context) : notRun(verification, failed));
  }
  return checks;
}

function notRun({ name }: Verification, failed: string): Verified {
  return { name, ok: false, detail: `Not run, because this did not pass: ${failed}`, notRun: failed };
}

async function verified({ name, run }: Verification, context: StepContext): Promise<Verified> {
  try {
    return { name, ...(await run(context)) };
  } catch (thrown) {
    const { code, message, evidence } = asProvisionError(thrown);
    return { name, ok: false, detail: [`${code}: ${message}`, ...evidence].join('\n') };
  }
}
