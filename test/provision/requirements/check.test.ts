import { describe, expect, test } from 'vitest';
import { factCatalogue } from '../../../provision/facts/catalogue.ts';
import { requirementCatalogue } from '../../../provision/requirements/catalogue.ts';
import { judge, stopping } from '../../../provision/requirements/check.ts';
import { factsOfHost, recordedHosts } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

const fastWrites = `== writes\n${'4096 bytes (4.1 kB, 4.0 KiB) copied, 0.0004 s, 1 MB/s\n'.repeat(10)}`;
const processors = (cores: number) => Array.from({ length: cores }, (_, index) => `processor\t: ${index}\n`).join('');

describe('a check', () => {
  test('says what the machine is good for, what to add and which tier is offered', () => {
    const facts = factsOfHost('bookworm-16-cores', { cpu: processors(8), 'write-latency': fastWrites });
    expect(judge(facts, wanted)).toMatchObject({
      tierMet: 500,
      goodFor: 900,
      sentence:
        '8 of 16 cores, 32 GB, NVMe 0.4 ms: good for about 900 teachers by estimate; for 2,000 add 8 cores. It can be set up for 500 teachers.',
      limits: [expect.stringContaining('Processor cores: 8 cores')],
    });
  });

  test('passes a machine of 16 cores and 32 GB for 2,000 teachers', () => {
    const report = judge(factsOfHost('bookworm-16-cores', { 'write-latency': fastWrites }), wanted);
    expect(stopping(report)).toEqual([]);
    expect(report).toMatchObject({ tierMet: 2000, goodFor: 2000, limits: [] });
    expect(report.sentence).toBe('16 cores, 32 GB, NVMe 0.4 ms: good for 2,000 teachers. Tier 2000 is met.');
  });

  test('says what holds a machine back that meets its tier', () => {
    const slow = fastWrites.replaceAll('0.0004', '0.008');
    const links = '== links\nhost0\tup\t1\t1000\t\n== addresses\n';
    const report = judge(factsOfHost('bookworm-16-cores', { 'write-latency': slow, 'network-links': links }), wanted);
    expect(report.sentence).toContain(
      'Tier 2000 is met, held back by the speed of the storage and the speed of the network link.',
    );
    expect(report.limits).toEqual([
      expect.stringContaining('Speed of the storage: NVMe, 8 ms'),
      expect.stringContaining('Speed of the network link: 1 Gb/s'),
    ]);
  });

  test('offers the middle tier on 8 cores and 16 GB', () => {
    const report = judge(factsOfHost('bookworm-8-cores', { 'write-latency': fastWrites }), wanted);
    expect(report.tierMet).toBe(500);
    expect(stopping(report).map(({ id }) => id)).toEqual(['enough-cores', 'enough-memory']);
    expect(report.sentence).toContain('for 2,000 add 8 cores and 16 GB of memory. It can be set up for 500 teachers.');
  });

  test('offers no tier on 2 cores and 4 GB, and says what is missing for the wanted one', () => {
    const report = judge(factsOfHost('bookworm-2-cores-spinning', { 'write-latency': fastWrites }), {
      ...wanted,
      tier: 150,
    });
    expect(report).not.toHaveProperty('tierMet');
    expect(report.sentence).toMatch(
      /^2 of 4 cores, 4 GB of 8 GB, spinning disk 0.4 ms: good for about 65 teachers by estimate; for 150 add 2 cores and 4 GB of memory\. It is too small for every size that is offered\.$/,
    );
  });

  test('meets the smallest tier on 4 cores and 8 GB of the newer system', () => {
    const report = judge(factsOfHost('trixie-4-cores'), { ...wanted, tier: 150 });
    expect(report).toMatchObject({ tierMet: 150 });
    expect(stopping(report)).toEqual([]);
  });

  test('takes a reason instead of a fix, and keeps it in the report', () => {
    const overrides = [{ requirement: 'enough-cores', reason: 'The rest comes next week' }];
    const report = judge(factsOfHost('bookworm-8-cores'), { ...wanted, overrides });
    expect(report.findings.find(({ id }) => id === 'enough-cores')).toMatchObject({
      stops: false,
      override: { reason: 'The rest comes next week' },
      verdict: { kind: 'must-fix' },
    });
    expect(stopping(report).map(({ id }) => id)).toEqual(['enough-memory']);
  });

  test('takes no reason where data of somebody else is in the way', () => {
    const overrides = [{ requirement: 'no-foreign-database', reason: 'Nobody needs it any more' }];
    const report = judge(factsOfHost('bookworm-foreign-services'), { ...wanted, overrides });
    const finding = report.findings.find(({ id }) => id === 'no-foreign-database');
    expect(finding).toMatchObject({ stops: true, overridable: false, code: 'TT-DATA-01' });
    expect(finding).not.toHaveProperty('override');
  });

  test('does not keep a reason for what needs none, and names it', () => {
    const overrides = [{ requirement: 'enough-cores', reason: 'Just to be on the safe side' }];
    overrides.push({ requirement: 'enough-coers', reason: 'A slip of the finger' });
    const report = judge(factsOfHost('bookworm-16-cores'), { ...wanted, overrides });
    expect(report.findings.find(({ id }) => id === 'enough-cores')).not.toHaveProperty('override');
    expect(report.unusedOverrides).toEqual(['enough-cores', 'enough-coers']);
  });

  test('offers no tier on sizes that it could not read', () => {
    const report = judge(factsOfHost('bookworm-16-cores', { memory: 1 }), wanted);
    expect(report).not.toHaveProperty('tierMet');
    expect(report).not.toHaveProperty('goodFor');
    expect(report.sentence).toContain('could not be checked far enough');
  });

  test('says "could not check" for everything when nothing is known, and never "good"', () => {
    const nothing = Object.fromEntries(factCatalogue.map(({ id }) => [id, 1]));
    const { findings } = judge(factsOfHost('bookworm-16-cores', nothing), wanted);
    expect(new Set(findings.map(({ verdict }) => verdict.kind))).toEqual(new Set(['could-not-check']));
  });

  test.each(recordedHosts)('survives JSON unchanged (%s)', (host) => {
    const report = judge(factsOfHost(host), wanted, { version: '0.1.0' });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report.findings.map(({ id }) => id)).toEqual(requirementCatalogue.map(({ id }) => id));
  });
});
