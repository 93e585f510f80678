import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { orderOf } from './order.ts';

/**
 * The files that take longest first: the last ones to run are short, and no core is idle at the end. Tests of the other
 * projects come when the servers are done, as Vitest would have them.
 */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const inGroups = await super.sort(files);
    const server = inGroups.filter(({ project }) => project.name === 'server');
    const pathOf = ({ moduleId }: TestSpecification) => relative(this.ctx.config.root, moduleId).split(sep).join('/');
    const ordered = orderOf(server.map(pathOf));
    const byPath = new Map(server.map((one) => [pathOf(one), one]));
    return [
      ...ordered.flatMap((path) => byPath.get(path) ?? []),
      ...inGroups.filter(({ project }) => project.name !== 'server'),
    ];
  }
}
