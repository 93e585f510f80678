import { expect, test } from 'vitest';
import type { Plan } from '../../../../installer/contract/events.ts';
import { planText } from '../../../../main/cli/print/plan.ts';

const plan = {
  kind: 'install',
  version: '1.0.0',
  removeData: false,
  steps: [
    {
      step: 'mysql/tuned',
      title: 'Settings of the database',
      seconds: 5,
      changes: [
        { kind: 'file', path: '/etc/mysql/x.cnf', action: 'create', diff: '+max_connections = 2000' },
        { kind: 'file', path: '/etc/teachtrack/secrets/a', action: 'create', secret: true },
        { kind: 'setting', of: 'kernel', name: 'net.core.somaxconn', from: '4096', to: '8192' },
        { kind: 'package', name: 'nginx', version: '1.22', action: 'install' },
      ],
    },
  ],
  satisfied: ['os/account'],
  digest: 'x',
} as unknown as Plan;

test('a plan names every change, and what is secret is not shown', () => {
  const text = planText(plan, { details: false });
  expect(text).toContain('+ file /etc/mysql/x.cnf');
  expect(text).toContain('/etc/teachtrack/secrets/a (secret, not shown)');
  expect(text).toContain('kernel: net.core.somaxconn 4096 → 8192');
  expect(text).toContain('1 step, 2 files, 1 package, about 5 s; 1 parts are already as they should be.');
  expect(text).not.toContain('max_connections');
});

test('details add the differences of the files', () => {
  expect(planText(plan, { details: true })).toContain('+max_connections = 2000');
});

test('a plan without steps says so in words', () => {
  expect(planText({ ...plan, steps: [] }, { details: false })).toContain('Nothing to do');
  expect(planText({ ...plan, kind: 'uninstall', steps: [] }, { details: false })).toContain('Nothing to remove');
});
