import type { Held } from '../../installer/contract/calls/connection.ts';

export const stepNames = ['connect', 'check', 'configure', 'plan', 'install', 'verify', 'hand-over'] as const;
export type StepName = (typeof stepNames)[number];

/** `open`: can be gone to. `closed`: not yet, or not any more. */
export type RailStep = { readonly name: StepName; readonly state: 'done' | 'open' | 'closed'; readonly href?: string };

/**
 * Where one has been and can go, from what the program holds: earlier steps can be reopened until the install begins, and
 * again when it has ended.
 */
export function railSteps(held: Held | undefined): readonly RailStep[] {
  return stepNames.map((name) => {
    const state = held === undefined ? 'closed' : stateOf(name, held);
    return state === 'closed' || held === undefined
      ? { name, state: 'closed' }
      : { name, state, href: `/c/${held.connection}/${name}` };
  });
}

function stateOf(name: StepName, { root, checkedAt, plan, run }: Held): RailStep['state'] {
  const isInstall = run?.kind === 'install';
  const isUnderWay = isInstall && (run.state === 'running' || run.state === 'unreached');
  const hasEnded = isInstall && !isUnderWay;
  if (root.kind !== 'ready') return name === 'connect' ? 'open' : 'closed';
  switch (name) {
    case 'connect':
      return isUnderWay ? 'closed' : 'done';
    case 'check':
      if (isUnderWay) return 'closed';
      return checkedAt === null ? 'open' : 'done';
    case 'configure':
      if (isUnderWay || checkedAt === null) return 'closed';
      return plan?.kind === 'install' && plan.state === 'ready' ? 'done' : 'open';
    case 'plan':
      if (isUnderWay || checkedAt === null) return 'closed';
      return isInstall ? 'done' : 'open';
    case 'install':
      if (!isInstall) return 'closed';
      return run.state === 'done' ? 'done' : 'open';
    case 'verify':
      return hasEnded && run.state !== 'gone' && run.state !== 'lost'
        ? run.state === 'done'
          ? 'done'
          : 'open'
        : 'closed';
    case 'hand-over':
      return hasEnded && run.state === 'done' ? 'open' : 'closed';
  }
}
