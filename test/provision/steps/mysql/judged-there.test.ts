import { expect, test } from 'vitest';
import { judgedThere, questionThere } from '../../../../provision/steps/mysql/judged-there.ts';
import { inputThere } from '../../tuning/there.ts';

const input = inputThere();
const good = {
  max_connections: 5000,
  max_allowed_packet: 64 * 2 ** 20,
  innodb_buffer_pool_size: 64 * 2 ** 30,
  innodb_flush_log_at_trx_commit: 1,
  clock: 1000,
};
const rows = (changes: Partial<typeof good> = {}) =>
  Object.entries({ ...good, ...changes }).map(([name, value]) => [name, String(value)]);

test('a server that gives us all we need is neither refused nor advised', () => {
  expect(judgedThere(rows(), input, 1001)).toEqual({ refused: [], advice: [] });
  for (const name of Object.keys(good)) expect(questionThere(input)).toContain(`'${name}'`);
});

test('too few connections, too small packets and another time are refused, with what is needed', () => {
  const { refused } = judgedThere(rows({ max_connections: 151, max_allowed_packet: 2 ** 20, clock: 0 }), input, 1000);
  expect(refused).toEqual([
    expect.stringMatching(/^max_connections is 151; \d+ or more, because TeachTrack alone opens up to \d+/),
    expect.stringMatching(/^max_allowed_packet is 1M; 16M or more/),
    'its clock differs by 1000 seconds from this server’s',
  ]);
});

test('what would be better is advice', () => {
  const { refused, advice } = judgedThere(
    rows({ innodb_buffer_pool_size: 128 * 2 ** 20, innodb_flush_log_at_trx_commit: 0 }),
    input,
    1000,
  );
  expect(refused).toEqual([]);
  expect(advice).toEqual([
    expect.stringMatching(/^innodb_buffer_pool_size is 128M; 8192M or more/),
    expect.stringMatching(/^innodb_flush_log_at_trx_commit is 0; 1 or more/),
  ]);
});

test('a server that takes patterns of names literally is refused, and one that does not know the setting is not', () => {
  const { refused } = judgedThere([...rows(), ['partial_revokes', 'ON']], input, 1000);
  expect(refused).toEqual([expect.stringMatching(/^partial_revokes is ON; it must be OFF/)]);
  expect(judgedThere([...rows(), ['partial_revokes', 'OFF']], input, 1000).refused).toEqual([]);
});

test('a MySQL that would leave rows behind is refused, and an older one and a MariaDB, which do not know the setting, are not', () => {
  const { refused } = judgedThere([...rows(), ['innodb_native_foreign_keys', 'OFF']], input, 1000);
  expect(refused).toEqual([expect.stringMatching(/^innodb_native_foreign_keys is OFF; it must be ON/)]);
  expect(judgedThere([...rows(), ['innodb_native_foreign_keys', 'ON']], input, 1000).refused).toEqual([]);
  expect(questionThere(input)).toContain("LIKE 'innodb_native_foreign_keys'");
});
