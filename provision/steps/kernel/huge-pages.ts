import type { Step } from '../../model/step.ts';
import { run, script } from '../../ops/command.ts';
import { kernelHugePages } from '../../tuning/kernel/huge-pages.ts';
import { parseSwitch } from '../../tuning/read-back.ts';
import { passOf } from '../pass.ts';
import { kernelFile } from './settings.ts';

const look = '[ -e "$1" ] || exit 0; if [ -w "$1" ]; then echo ours; else echo theirs; fi; cat "$1"';

export const kernelHugePagesStep: Step = kernelFile({
  id: 'kernel/huge-pages',
  title: 'Huge pages only for programs that ask',
  file: kernelHugePages,
  async read(context, input) {
    const readings = kernelHugePages.settings(input).map(async ({ name, wanted, source }) => {
      const path = source.kind === 'file' ? source.path : '';
      const { stdout } = await passOf(context).reading(`switch ${path}`, () => run(context, script(look, path)));
      return {
        name: path || name,
        wanted,
        value: parseSwitch(stdout) ?? 'not known to this kernel',
        ours: stdout.startsWith('ours'),
      };
    });
    return Promise.all(readings);
  },
  async set(context, path, value) {
    return (await run(context, script('{ printf %s "$2" > "$1"; } 2>/dev/null', path, value))).exitCode === 0;
  },
});
