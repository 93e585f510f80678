import { expect, test } from 'vitest';
import { detailLines } from '../../../../provision/ctl/health/details.ts';
import { healthOfAll } from './all-well.ts';

test('says in lines what is behind the four, and leaves out what is not known', () => {
  const health = healthOfAll({ queues: [{ name: 'bulk', waiting: 3, oldestSeconds: 7, paused: true }] });
  const lines = detailLines(health);
  expect(lines).toContain('Site: 200 requests/s, 95 of 100 within 38 ms, 0 errors/s');
  expect(lines).toContain('Queue bulk: 3 waiting, oldest 7 s, 1 active, 0 failed, PAUSED');
  expect(lines).toContain('Certificate: 300 days left');
  const unknown = { ...health.figures, web: null, machine: null, queues: null, restarts: null, certificate: null };
  const fewer = detailLines({ ...health, figures: unknown });
  expect(fewer.join('\n')).not.toMatch(/Site|Queue|Machine|Certificate|null|NaN/);
});
