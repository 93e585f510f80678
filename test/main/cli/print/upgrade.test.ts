import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { preflightText, previewText } from '../../../../main/cli/print/upgrade.ts';

test('tells each finding in its own line, and which of them is against the upgrade', () => {
  const text = preflightText({
    ...{ from: '0.1.0', to: '0.2.0', same: false, ok: false, breaking: [] },
    findings: [
      { name: 'version', ok: true, detail: '0.1.0 → 0.2.0', code: 'TT-VERSION-01' },
      { name: 'space', ok: false, detail: 'There is not enough space.', code: 'TT-FILE-01' },
    ],
  });
  expect(stripVTControlCharacters(text)).toBe('✓ Version: 0.1.0 → 0.2.0\n✗ Space: There is not enough space.');
});

const went = { from: '0.2.0', to: '0.1.0', since: '2026-11-26 14:02:40.123', breaking: ['0060-grades'], packages: [] };

test('says what going back loses, table by table', () => {
  const text = previewText({ ...went, losesData: true, written: [{ table: 'scheme', rows: 12 }] });
  expect(text).not.toContain('Packages');
  expect(text).toContain('restores the database as it was at 2026-11-26 14:02:40.123 UTC');
  expect(text).toMatch(/Lost, though a copy is kept.*\n\s+12 {2}scheme$/);
});

test('says that nothing is lost when the earlier release reads what the newer one wrote', () => {
  const text = previewText({ ...went, losesData: false, breaking: [], written: [] });
  const packages = ['nginx 1.22.1-9', 'redis-server 5:7.0.15-1'];
  expect(previewText({ ...went, losesData: false, breaking: [], written: [], packages })).toMatch(
    /stay as new as the upgrade made them: nginx 1\.22\.1-9, redis-server 5:7\.0\.15-1\.$/,
  );
  expect(text).toContain('loses nothing');
  expect(text).toMatch(/which stay:\n {2}nothing$/);
});
