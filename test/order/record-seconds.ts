import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

const file = process.env['TEACHTRACK_SECONDS'];
/** Which of the short ones comes first does not matter. */
const atLeast = 5;

/** With `TEACHTRACK_SECONDS=test/order/seconds.json` a whole run notes how long each file took: the order of the next. */
export default class RecordSeconds implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (file === undefined) return;
    const taken = modules
      .filter((module) => module.project.name === 'server')
      .map((module) => [module.relativeModuleId, Math.round(module.diagnostic().duration / 1_000)] as const)
      .filter(([, seconds]) => seconds >= atLeast)
      .sort(([, a], [, b]) => b - a);
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(taken), undefined, 2)}\n`);
  }
}
