import { readFileSync, writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** What a whole run leaves for the run that looks at its failed files alone. */
type Beside = { readonly files: readonly string[]; readonly passed: number; readonly skipped: number };

const mostFiles = 3;

/**
 * Ends a run with the plain line `N passed, N failed` (`, N skipped` where there are any). `TEACHTRACK_AGAIN` names a file for
 * the few server test files that failed, when nothing else did; `TEACHTRACK_BESIDE` the same file in the run that runs them
 * alone, whose line then counts all, and which names what had failed.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts = new Map(modules.map((module) => [module, countOf(module)]));
    const failed = modules.filter((module) => counts.get(module)?.failed !== 0);
    const again = process.env['TEACHTRACK_AGAIN'];
    const isFew = failed.length > 0 && failed.length <= mostFiles && unhandled.length === 0;
    if (again !== undefined && isFew && failed.every(({ project }) => project.name === 'server')) {
      const { passed, skipped } = sum([...counts].filter(([module]) => !failed.includes(module)).map(([, one]) => one));
      const beside: Beside = { files: failed.map(({ relativeModuleId }) => relativeModuleId), passed, skipped };
      writeFileSync(again, JSON.stringify(beside));
    }
    const here = sum([...counts.values()]);
    const beside = besideOf(process.env['TEACHTRACK_BESIDE']);
    const [passed, fails] = [here.passed + beside.passed, here.failed + unhandled.length];
    const skipped = here.skipped + beside.skipped;
    process.on('exit', () => {
      if (beside.files.length > 0)
        console.log(
          `Failed beside other files, and ${fails === 0 ? 'passed' : 'ran'} alone: ${beside.files.join(', ')}`,
        );
      console.log(`${passed} passed, ${fails} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
    });
  }
}

function countOf(module: TestModule): Count {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const of = (wanted: string) => states.filter((state) => state === wanted).length;
  const [passed, failed] = [of('passed'), of('failed')];
  // A file that does not load has no tests to fail, and must not pass for that.
  const isBroken = module.state() === 'failed' && failed === 0;
  return { passed, failed: isBroken ? 1 : failed, skipped: states.length - passed - failed };
}

function sum(counts: readonly Count[]): Count {
  const of = (what: keyof Count) => counts.reduce((all, one) => all + one[what], 0);
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

function besideOf(path: string | undefined): Beside {
  return path === undefined ? { files: [], passed: 0, skipped: 0 } : (JSON.parse(readFileSync(path, 'utf8')) as Beside);
}
