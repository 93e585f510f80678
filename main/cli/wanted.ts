import { type Answers, answersSchema, tierSchema } from '../../installer/contract/answers.ts';
import type { Tier, WantedState } from '../../installer/contract/events.ts';
import { answersInForce } from '../../installer/session/answers-in-force.ts';
import { settled } from '../../installer/session/default-answers.ts';
import type { OpenServer } from '../../installer/session/open-server.ts';
import { ProvisionError } from '../../installer/session/values.ts';
import type { ConnectionFlags } from './connection/flags.ts';

/** Flags that say what is wanted; each wins over the answers file. */
export type WantedFlags = { readonly tier?: string; readonly accept?: readonly string[]; readonly sshFrom?: string };

/** `--accept link-speed="The card arrives in March"` as an override. */
function overrideOf(text: string) {
  const at = text.indexOf('=');
  if (at > 0 && text.length - at > 10) return { requirement: text.slice(0, at), reason: text.slice(at + 1) };
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `--accept ${text}: say which requirement and why, as in --accept link-speed="The new card arrives in March"`,
  });
}

/** Gives the wanted state for the tier that the check found, unless a tier was asked for. */
export function wantedBy(
  answers: Answers,
  flags: WantedFlags,
  host: string,
): (tierMet: Tier | undefined) => WantedState {
  const tier = flags.tier === undefined ? answers.tier : tierOf(flags.tier);
  const overrides = [...(answers.overrides ?? []), ...(flags.accept ?? []).map(overrideOf)];
  // One for each requirement, in the place of the first and with the reason of the last: said again, it is no change.
  const each = [...new Map(overrides.map((one) => [one.requirement, one])).values()];
  const all: Answers = {
    ...answers,
    ...(tier === undefined ? {} : { tier }),
    ...(flags.sshFrom === undefined ? {} : { sshFrom: sourcesOf(flags.sshFrom) }),
    overrides: each,
  };
  return (tierMet) => settled(all, host, { tierMet });
}

/**
 * What a plan begins with: the answers file, which says all of it; without one what is in force on an installed server, so
 * that a repair takes neither its names nor its name away.
 */
export async function beginning(
  server: OpenServer,
  answers: Answers,
  { answers: file }: ConnectionFlags,
  signal: AbortSignal,
): Promise<Answers> {
  return file === undefined ? ((await answersInForce(server, signal)) ?? answers) : answers;
}

function sourcesOf(text: string): string[] {
  if (text === 'everywhere') return [];
  const parsed = answersSchema.shape.sshFrom.unwrap().safeParse(text.split(','));
  if (parsed.success && parsed.data.length > 0) return parsed.data;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `--ssh-from ${text}: give subnets or IP addresses with commas between them, such as 10.20.0.0/16,fd00::5, or everywhere`,
  });
}

function tierOf(text: string): Tier {
  const parsed = tierSchema.safeParse(Number(text));
  if (parsed.success) return parsed.data;
  throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `--tier ${text} is not 150, 500 or 2000` });
}
