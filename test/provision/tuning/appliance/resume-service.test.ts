import { expect, test } from 'vitest';
import { resumeService } from '../../../../provision/tuning/appliance/resume-service.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('starts nothing unless something was left half-done, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = resumeService.render(input).split('\n');
  expect(lines.filter((line) => line.startsWith('Condition'))).toEqual([
    'ConditionPathExists=|/var/lib/teachtrack/upgrade/under-way.json',
    'ConditionPathExists=|/var/lib/teachtrack/restore/journal.json',
    'ConditionPathExists=|/var/lib/teachtrack/rotation-under-way',
    'ConditionPathExists=|/var/lib/teachtrack/acts/prove-people',
    'ConditionPathExists=|/var/lib/teachtrack/acts/copies',
  ]);
  expect(lines).toContain(
    'ExecStart=/opt/teachtrack/current/bin/node /opt/teachtrack/current/ctl.mjs resume --unfinished',
  );
  // Restarted when it crashes; nothing that starts with the server waits for its end.
  for (const line of ['Type=exec', 'Restart=on-failure']) expect(lines).toContain(line);
  expect(lines.filter((line) => line.startsWith('ReadWritePaths='))).toEqual([
    'ReadWritePaths=/var/lib/teachtrack',
    'ReadWritePaths=/run/teachtrack',
  ]);
});
