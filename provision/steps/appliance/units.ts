import { basename } from 'node:path';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { lastLines, must, run, script } from '../../ops/command.ts';
import type { WantedFile } from '../../ops/file.ts';
import { daemonReload } from '../../ops/systemd.ts';
import { apiService } from '../../tuning/appliance/api-service.ts';
import { apiSocket } from '../../tuning/appliance/api-socket.ts';
import { certificateService } from '../../tuning/appliance/certificate-service.ts';
import { certificateTimer } from '../../tuning/appliance/certificate-timer.ts';
import { driftService } from '../../tuning/appliance/drift-service.ts';
import { driftTimer } from '../../tuning/appliance/drift-timer.ts';
import { monitorDownService } from '../../tuning/appliance/monitor-down-service.ts';
import { monitorService } from '../../tuning/appliance/monitor-service.ts';
import { requestsPath } from '../../tuning/appliance/requests-path.ts';
import { requestsService } from '../../tuning/appliance/requests-service.ts';
import { reservePath } from '../../tuning/appliance/reserve-path.ts';
import { reserveService } from '../../tuning/appliance/reserve-service.ts';
import { resumeService } from '../../tuning/appliance/resume-service.ts';
import { reviveService } from '../../tuning/appliance/revive-service.ts';
import { applianceTarget } from '../../tuning/appliance/target.ts';
import { applianceTmpfiles, tmpfilesPath } from '../../tuning/appliance/tmpfiles.ts';
import { workerService } from '../../tuning/appliance/worker-service.ts';
import { filesInPlace } from '../files-in-place.ts';
import { candidatesFolder, withCandidates } from '../validation.ts';

/** In the order systemd looks at them: a template before what names its instances. */
export const unitFiles = [
  apiSocket,
  apiService,
  workerService,
  requestsService,
  requestsPath,
  reserveService,
  reservePath,
  driftService,
  driftTimer,
  certificateService,
  certificateTimer,
  monitorDownService,
  monitorService,
  applianceTarget,
];

/** What the next start would make by itself, or takes away what the file no longer asks for. */
const inRun = `mkdir -p -m 0755 -- "$2"
if [ -e "$1" ]; then systemd-tmpfiles --create "$1"; else rm -f -- "$3"; fi`;

export const applianceUnits: Step = filesInPlace({
  id: 'appliance/units',
  title: 'Services of the appliance',
  needs: ['release/current', 'os/account', 'secrets/created', 'redis/queue-tuned', 'mysql/tuned'],
  seconds: 1,
  files: [applianceTmpfiles, resumeService, reviveService, ...unitFiles],
  validate: validateUnits,
  async after(context) {
    const make = script(inRun, tmpfilesPath, layout.sockets, layout.bootId);
    await must(context, make, { what: `Making ${layout.sockets}` });
    await daemonReload(context);
  },
});

/** systemd reads the units as they will be, one instance of each template. */
export async function validateUnits(context: StepContext, files: readonly WantedFile[]): Promise<void> {
  const units = files.filter(({ path }) => path.startsWith('/etc/systemd/system/'));
  await withCandidates(context, units, async () => {
    const named = units.map(({ path }) => `${candidatesFolder}/${basename(path).replace('@.', '@1.')}`);
    for (const [index, path] of named.entries()) {
      const template = `${candidatesFolder}/${basename(units[index]?.path ?? '')}`;
      if (path !== template) await must(context, ['cp', '--', template, path], { what: `Trying ${path}` });
    }
    const result = await run(context, [
      'systemd-analyze',
      'verify',
      '--man=no',
      '--recursive-errors=no',
      '--',
      ...named,
    ]);
    if (result.exitCode === 0) return;
    throw new ProvisionError({
      code: 'TT-CONFIG-01',
      message: 'systemd refuses the units of the appliance.',
      evidence: lastLines(result.stderr),
    });
  });
}
