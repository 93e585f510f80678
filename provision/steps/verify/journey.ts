import type { Verification } from '../../engine/verify.ts';
import { lastLines } from '../../ops/command.ts';
import { runJourney } from '../appliance/journey.ts';
import { journeyChecks } from '../appliance/true-request.ts';
import { siteAnswers } from './site.ts';

/** That a teacher can work: signs in through nginx, makes a scheme of work as a job, opens it. */
export const teacherCanWork: Verification = {
  name: 'A teacher signs in and makes a scheme of work',
  needs: [siteAnswers.name],
  async run(context) {
    const { exitCode, stdout, stderr } = await runJourney(context);
    const checks = journeyChecks(stdout);
    const bad = checks.filter(({ ok }) => !ok).map(({ check, origin, detail }) => `${check} over ${origin}: ${detail}`);
    const ok = exitCode === 0 && checks.length > 0 && bad.length === 0;
    return {
      ok,
      detail: ok
        ? [...new Set(checks.map(({ check }) => check))].join(', ')
        : [...bad, ...lastLines(stderr, 5)].join('\n'),
    };
  },
};
