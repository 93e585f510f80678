import { type AttacksOfFeature, attack, hidden, nothing } from './attack.ts';

const body = ({ ids }: { ids: Record<string, string> }) => ({ week: '2026-01-12', allocationIds: [ids['allocation']] });

/** The weekly look at records: of those whose documents one approves, in that school, never one's own. */
export const feature: AttacksOfFeature = {
  attacks: [
    attack('GET', '/record-checks', nothing, '/record-checks?week=2026-01-12'),
    attack('PUT', '/record-checks', hidden, '/record-checks', { body }),
    attack('POST', '/record-checks/take-back', hidden, '/record-checks/take-back', { body }),
  ],
};
