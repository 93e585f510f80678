import { describe, expect, test } from 'vitest';
import { buyerText } from '../../../../installer/session/buyer-text.ts';
import type { CheckReport } from '../../../../installer/session/check-server.ts';
import { checkText } from '../../../../main/cli/print/check-report.ts';
import { judge } from '../../../../provision/requirements/check.ts';
import { factsOfHost } from '../../../fixtures/hosts/recorded.ts';
import { wanted } from '../../../fixtures/hosts/wanted.ts';

const report: CheckReport = judge(factsOfHost('bookworm-2-cores-spinning'), wanted);

describe('what a check prints', () => {
  test('passes are shown as well as shortfalls, each with what is needed and what to do', () => {
    const text = checkText(report, 1234);
    expect(text).toMatch(/✓ Operating system/);
    expect(text).toMatch(/✗ Processor cores/);
    expect(text).toMatch(/needed: 16 cores/);
    expect(text).toContain('Looked in 1.2 s; nothing was changed.');
    expect(text).toContain('must be fixed before 2000 teachers can be served');
  });

  test('the text for the hardware buyer holds only what is missing', () => {
    const text = buyerText('10.0.0.5', report);
    expect(text).toContain('Processor cores');
    expect(text).not.toContain('Operating system:');
  });

  test('what was accepted is shown with its reason', () => {
    const overrides = [{ requirement: 'enough-cores', reason: 'The second processor arrives in March' }];
    const text = checkText(judge(factsOfHost('bookworm-2-cores-spinning'), { ...wanted, overrides }), 0);
    expect(text).toContain('accepted by you (The second processor arrives in March)');
  });
});
