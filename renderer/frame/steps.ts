import type { Held } from '../../installer/contract/calls/connection.ts';

export const stepNames = ['connect', 'check', 'configure', 'plan', 'install', 'verify', 'prove', 'hand-over'] as const;
export type StepName = (typeof stepNames)[number];

/** `open`: can be gone to. `closed`: not yet. One that is `done` without an address cannot be gone back to for now. */
export type RailStep = { readonly name: StepName; readonly state: 'done' | 'open' | 'closed'; readonly href?: string };

/**
 * Where one has been and can go, from what the program holds: earlier steps can be reopened until the install begins, and
 * again when it has ended.
 */
export function railSteps(held: Held | undefined): readonly RailStep[] {
  return stepNames.map((name) => {
    const state = held === undefined ? 'closed' : stateOf(name, held);
    if (held === undefined || state === 'closed' || (isUnderWay(held) && name !== 'install')) return { name, state };
    return { name, state, href: `/c/${held.connection}/${name}` };
  });
}

function isUnderWay({ run }: Held): boolean {
  return run?.kind === 'install' && (run.state === 'running' || run.state === 'unreached');
}

function stateOf(name: StepName, held: Held): RailStep['state'] {
  const { root, checkedAt, plan, run } = held;
  if (root.kind !== 'ready') return name === 'connect' ? 'open' : 'closed';
  const install = run?.kind === 'install' ? run.state : undefined;
  switch (name) {
    case 'connect':
      return 'done';
    case 'check':
      return checkedAt === null && install === undefined ? 'open' : 'done';
    case 'configure':
      if (install !== undefined || (plan?.kind === 'install' && plan.state === 'ready')) return 'done';
      return checkedAt === null ? 'closed' : 'open';
    case 'plan':
      if (install !== undefined) return 'done';
      return checkedAt === null ? 'closed' : 'open';
    case 'install':
      if (install === undefined) return 'closed';
      return install === 'done' ? 'done' : 'open';
    case 'verify':
      if (install === 'done') return 'done';
      return install === 'failed' || install === 'cancelled' ? 'open' : 'closed';
    case 'prove':
    case 'hand-over':
      return install === 'done' ? 'open' : 'closed';
  }
}
