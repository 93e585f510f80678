import { dirname } from 'node:path';
import type { Change } from '../../model/change.ts';
import type { Step, StepContext, UndoContext } from '../../model/step.ts';
import { must, run } from '../../ops/command.ts';
import { fileChange, isAsWanted, writeWanted } from '../../ops/file.ts';
import { mdnsName } from '../../ops/mdns.ts';
import { bringUp, daemonReload, disable, enable, stop } from '../../ops/systemd.ts';
import { localName, mdnsDaemon } from '../../tuning/mdns/daemon.ts';
import { mdnsUnit } from '../../tuning/mdns/unit.ts';
import { entriesOf } from '../entries.ts';
import { inputsOf } from '../inputs.ts';
import { unitOf } from '../readings.ts';
import { checked } from '../satisfied.ts';
import { wantedFiles } from '../service-tuned.ts';

const unitName = 'avahi-daemon.service';
const files = [mdnsDaemon, mdnsUnit];

export const mdnsAnswering: Step = {
  id: 'mdns/answering',
  title: 'Answers to the local name',
  needs: ['packages/installed', 'os/folders'],
  seconds: 2,
  async check(context) {
    const input = await inputsOf(context);
    const wanted = wantedFiles({ files }, input);
    const entries = await entriesOf(
      context,
      wanted.map(({ path }) => path),
    );
    const found = await unitOf(context, unitName);
    const isOurs = entries.has(mdnsUnit.path(input));
    const name = localName(input);
    if (name === undefined) {
      const left = wanted.filter(({ path }) => entries.has(path));
      const gone = left.map(({ path }) => ({ kind: 'file', path, action: 'remove' }) as const);
      return checked(gone, { files: [] }, ['no name of the site ends in .local']);
    }
    if (!isOurs && found.activeState === 'active')
      return {
        kind: 'satisfied',
        evidence: [
          `avahi was there before us and answers as ${(await mdnsName(context)) ?? 'this server'}; it is left alone`,
        ],
      };
    const stale = wanted.filter((file) => !isAsWanted(entries.get(file.path), file));
    const isUp = found.activeState === 'active' && !found.needsReload;
    const changes: Change[] = [
      ...(await Promise.all(stale.map((file) => fileChange(context, file, entries.get(file.path))))),
      ...(isUp ? [] : [{ kind: 'unit', name: unitName, action: 'start' } as const]),
    ];
    const said = isUp && stale.length === 0 ? await mdnsName(context) : undefined;
    const evidence =
      said === name ? `${name} is answered` : `${name} is taken by another machine: this one answers as ${said}`;
    return checked(changes, { wasEnabled: found.fileState === 'enabled' }, [evidence]);
  },
  async apply(context) {
    const input = await inputsOf(context);
    if (localName(input) === undefined) return takeAway(context, false);
    for (const file of wantedFiles({ files }, input)) {
      await must(context, ['mkdir', '-p', '--', dirname(file.path)], { what: `Making ${dirname(file.path)}` });
      await writeWanted(context, file);
    }
    await daemonReload(context);
    await enable(context, [unitName]);
    await bringUp(context, [unitName], { verb: 'restart', settleMs: 300 });
  },
  undo: (context, receipt) => takeAway(context, receipt['wasEnabled'] === true),
};

async function takeAway(context: StepContext | UndoContext, staysEnabled: boolean): Promise<void> {
  await stop(context, [unitName, 'avahi-daemon.socket']);
  if (!staysEnabled) await disable(context, [unitName]);
  const paths = ['/etc/teachtrack/avahi-daemon.conf', '/etc/systemd/system/avahi-daemon.service.d/teachtrack.conf'];
  await must(context, ['rm', '-f', '--', ...paths], { what: 'Removing the settings of the local name' });
  await run(context, ['rmdir', '--', '/etc/systemd/system/avahi-daemon.service.d']);
  await daemonReload(context);
}
