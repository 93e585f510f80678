import { layout } from '../../layout.ts';
import type { Step } from '../../model/step.ts';
import {
  fileChange,
  fileReceipt,
  isAsWanted,
  keepOriginal,
  restoreFile,
  type WantedFile,
  writeWanted,
} from '../../ops/file.ts';
import { entriesOf } from '../entries.ts';
import { checked, part } from '../satisfied.ts';

const wrapper: WantedFile = {
  path: layout.ctl,
  content: `#!/bin/sh\nexec ${layout.current}/bin/node ${layout.current}/ctl.mjs "$@"\n`,
  mode: 0o755,
  owner: 'root',
  group: 'root',
};

export const ctlInstalled: Step = {
  id: 'ctl/installed',
  title: 'The command teachtrackctl',
  needs: ['release/current'],
  seconds: 1,
  async check(context) {
    const entry = (await entriesOf(context, [wrapper.path])).get(wrapper.path);
    const change = isAsWanted(entry, wrapper) ? undefined : await fileChange(context, wrapper, entry);
    return checked([change], { file: fileReceipt(wrapper.path, entry) }, [
      `${wrapper.path} starts the engine of the current release`,
    ]);
  },
  async apply(context, receipt) {
    await keepOriginal(context, wrapper.path, part(receipt, 'file'));
    await writeWanted(context, wrapper);
  },
  undo: async (context, receipt) => void (await restoreFile(context, wrapper.path, part(receipt, 'file'))),
};
