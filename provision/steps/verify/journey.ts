import { z } from 'zod';
import type { Verification } from '../../engine/verify.ts';
import { lastLines, linesOf } from '../../ops/command.ts';
import { runJourney } from '../appliance/journey.ts';

const line = z.looseObject({ check: z.string(), origin: z.string(), ok: z.boolean(), detail: z.string() });

/** That a teacher can work: signs in through nginx, makes a scheme of work as a job, opens it. */
export const teacherCanWork: Verification = {
  name: 'A teacher signs in and makes a scheme of work',
  async run(context) {
    const { exitCode, stdout, stderr } = await runJourney(context);
    const checks = linesOf(stdout).flatMap((text) => {
      const read = line.safeParse(parsed(text));
      return read.success ? [read.data] : [];
    });
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
