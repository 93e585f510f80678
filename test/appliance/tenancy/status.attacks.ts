import { type AttacksOfFeature, attack, refused } from './attack.ts';

/** The status panel: of the whole server, for administrators of the district alone. */
export const feature: AttacksOfFeature = {
  attacks: [
    attack('GET', '/status', refused, '/status'),
    attack('GET', '/status/history', refused, '/status/history'),
    attack('GET', '/status/schools', refused, '/status/schools'),
    attack('GET', '/status/audit', refused, '/status/audit'),
    attack('POST', '/status/queues/{name}/pause', refused, '/status/queues/generation/pause'),
    attack('POST', '/status/queues/{name}/resume', refused, '/status/queues/generation/resume'),
    attack('POST', '/status/queues/{name}/retry', refused, '/status/queues/generation/retry'),
    attack('PUT', '/status/maintenance/mode', refused, '/status/maintenance/mode', { body: () => ({}) }),
    attack('DELETE', '/status/maintenance/mode', refused, '/status/maintenance/mode'),
    attack('PUT', '/status/maintenance/banner', refused, '/status/maintenance/banner', { body: () => ({ text: 'X' }) }),
    attack('DELETE', '/status/maintenance/banner', refused, '/status/maintenance/banner'),
    attack('POST', '/status/requests', refused, '/status/requests', { body: () => ({ action: 'backup-now' }) }),
  ],
};
