import { expect, test } from 'vitest';
import { nginxUnit } from '../../../../provision/tuning/nginx/unit.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('points the unit at our configuration, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mysql', version: '9.7.4' } });
  const lines = nginxUnit.render(input).split('\n');
  for (const name of ['ExecStartPre', 'ExecStart', 'ExecReload']) {
    const own = lines.filter((line) => line.startsWith(`${name}=`));
    expect(own[0]).toBe(`${name}=`);
    expect(own).toHaveLength(2);
    expect(own[1]).toContain('-c /etc/teachtrack/nginx/nginx.conf');
  }
  expect(lines.some((line) => /^(Type|PIDFile|User)=/.test(line))).toBe(false);
  expect(lines).toContain(`LimitNOFILE=${input.budget.web.openFiles}`);
});
