import { layout } from '../../layout.ts';
import type { Step } from '../../model/step.ts';
import type { WantedState } from '../../model/wanted.ts';
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

/** The answers this server was set up with, kept on it: what a later change, upgrade or uninstall starts from. */
export const applianceWantedState: Step = {
  id: 'appliance/wanted-state',
  title: 'The answers for this server',
  needs: ['os/folders'],
  seconds: 1,
  async check(context) {
    const file = wantedStateFile(context.wanted);
    const entry = (await entriesOf(context, [file.path])).get(file.path);
    const change = isAsWanted(entry, file) ? undefined : await fileChange(context, file, entry);
    return checked([change], { file: fileReceipt(file.path, entry) }, [`${file.path} holds the answers`]);
  },
  async apply(context, receipt) {
    await keepOriginal(context, layout.wantedState, part(receipt, 'file'));
    await writeWanted(context, wantedStateFile(context.wanted));
  },
  undo: async (context, receipt) => void (await restoreFile(context, layout.wantedState, part(receipt, 'file'))),
};

/** The file of the answers, as this and every later change writes it. */
export function wantedStateFile(wanted: WantedState): WantedFile {
  const content = `${JSON.stringify(wanted, null, 2)}\n`;
  return { path: layout.wantedState, content, mode: 0o644, owner: 'root', group: 'root' };
}
