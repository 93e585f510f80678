import type { ActEntry, ActWatch } from '../../../installer/session/backups.ts';
import { note, printJson, printLine } from './output.ts';

/** Shows an act as it goes: sentences for people with progress on the error stream, a line an entry for machines. */
export function shownAct(json: boolean, signal: AbortSignal): ActWatch {
  let percent = -1;
  return {
    signal,
    onLineLost: () => note('The line to the server broke; the work goes on there. Reconnecting…'),
    onEntry(entry: ActEntry) {
      if (json) return printJson(entry);
      const { event } = entry;
      if (event.kind === 'said') printLine(event.line);
      if (event.kind === 'done') printLine(event.summary);
      if (event.kind !== 'progress' || event.ofBytes <= 0) return;
      const now = Math.min(100, Math.floor((event.doneBytes / event.ofBytes) * 10) * 10);
      if (now > percent) note(`${now} %`);
      percent = Math.max(percent, now);
    },
  };
}
