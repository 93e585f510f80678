import { layout } from '../../layout.ts';
import type { Step } from '../../model/step.ts';
import { must, run, script } from '../../ops/command.ts';
import { entriesOf } from '../entries.ts';
import { checked } from '../satisfied.ts';
import { releasePath } from './placed.ts';

export const releaseCurrent: Step = {
  id: 'release/current',
  title: 'Switch to this release',
  needs: ['release/placed'],
  seconds: 1,
  async check(context) {
    const entry = (await entriesOf(context, [layout.current])).get(layout.current);
    const target = releasePath(context.bundle.version);
    const change = {
      kind: 'setting',
      of: 'release',
      name: layout.current,
      from: entry?.target ?? 'none',
      to: target,
    } as const;
    return checked([entry?.target === target ? undefined : change], { before: entry?.target ?? '' }, [
      `${layout.current} is ${target}`,
    ]);
  },
  apply: (context) => point(context, releasePath(context.bundle.version)),
  async undo(context, receipt) {
    const before = String(receipt['before'] ?? '');
    if (before !== '' && (await run(context, ['test', '-d', before])).exitCode === 0) return point(context, before);
    await must(context, ['rm', '-f', '--', layout.current], { what: `Removing ${layout.current}` });
  },
};

/** One rename: whoever starts at that moment gets the old release or the new one. */
async function point(context: Parameters<typeof run>[0], target: string): Promise<void> {
  await must(context, script('ln -sfn -- "$1" "$2.part" && mv -fT -- "$2.part" "$2"', target, layout.current), {
    what: `Switching ${layout.current} to ${target}`,
  });
}
