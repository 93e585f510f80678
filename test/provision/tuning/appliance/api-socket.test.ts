import { expect, test } from 'vitest';
import { apiSocket } from '../../../../provision/tuning/appliance/api-socket.ts';
import { machines, tuningInput } from '../inputs.ts';

test.each(machines)('only the web server may connect, and requests wait in it, for $tier teachers', (machine) => {
  const input = tuningInput({ ...machine, flavour: { product: 'mariadb', version: '10.11.19' } });
  const lines = apiSocket.render(input).split('\n');
  for (const line of ['ListenStream=/run/teachtrack/api-%i.sock', 'SocketGroup=www-data', 'SocketMode=0660']) {
    expect(lines).toContain(line);
  }
  expect(lines).toContain(`Backlog=${input.budget.web.backlog}`);
  expect(apiSocket.settings(input)).toMatchObject([{ name: 'Backlog', wanted: String(input.budget.web.backlog) }]);
});
