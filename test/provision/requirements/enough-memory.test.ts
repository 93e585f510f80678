import { describe, expect, test } from 'vitest';
import { budgetFor } from '../../../provision/capacity/budget.ts';
import { judge } from '../../../provision/requirements/check.ts';
import { enoughMemory } from '../../../provision/requirements/enough-memory.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('enough-memory', () => {
  const made = (kib: number) =>
    factsOfHost('bookworm-16-cores', { memory: `MemTotal: ${kib} kB\nMemAvailable: 1024 kB\n` });

  test('takes 31.3 GiB of usable memory for a machine of 32 GB', () => {
    expect(enoughMemory.judge(made(32_797_212), wanted, {})).toMatchObject({
      kind: 'could-be-better',
      measured: '32 GB (32,028 MiB can be used)',
      needed: '32 GB for 2,000 teachers; 64 GB are recommended',
    });
    expect(enoughMemory.judge(made(30_000_000), wanted, {}).kind).toBe('must-fix');
  });

  test('is good with the recommended memory', () => {
    expect(enoughMemory.judge(factsOfHost('bookworm-16-cores'), { ...wanted, tier: 500 }, {}).kind).toBe('good');
  });

  test('must be fixed with less, with a ticket', () => {
    const verdict = enoughMemory.judge(factsOfHost('bookworm-8-cores'), wanted, {});
    expect(verdict).toMatchObject({ kind: 'must-fix', ticket: expect.stringContaining('at least 32 GB of memory') });
  });

  test('draws the line where the budget draws it', () => {
    const lines = [30_801, 30_802].map((memoryMiB) => ({
      judged: enoughMemory.judge(made(memoryMiB * 1024), wanted, {}).kind !== 'must-fix',
      budgeted:
        budgetFor({ tier: 2000, cores: 16, memoryMiB, flavour: { product: 'mariadb', version: '10.11.0' } }).users ===
        2000,
    }));
    expect(lines).toEqual([
      { judged: false, budgeted: false },
      { judged: true, budgeted: true },
    ]);
  });

  test('asks for no memory of a database on another server, by the same line', () => {
    const database = { host: 'db', port: 3306, product: 'mysql', tls: { kind: 'required' } } as const;
    const lines = [19_251, 19_252].map((memoryMiB) => ({
      judged: enoughMemory.judge(made(memoryMiB * 1024), { ...wanted, database }, {}).kind !== 'must-fix',
      budgeted:
        budgetFor({
          tier: 2000,
          cores: 16,
          memoryMiB,
          flavour: { product: 'mysql', version: '9.7.0' },
          isDatabaseElsewhere: true,
        }).users === 2000,
    }));
    expect(lines).toEqual([
      { judged: false, budgeted: false },
      { judged: true, budgeted: true },
    ]);
    expect(judge(made(19_252 * 1024), { ...wanted, database }).sentence).not.toContain('of memory');
    expect(judge(made(19_252 * 1024), wanted).sentence).toContain('GB of memory');
  });

  test('could not be checked when /proc/meminfo is odd', () => {
    expect(enoughMemory.judge(factsOfHost('bookworm-16-cores', { memory: 'odd' }), wanted, {}).kind).toBe(
      'could-not-check',
    );
  });
});
