import { layout } from '../../layout.ts';
import type { Step } from '../../model/step.ts';
import { run, script } from '../../ops/command.ts';
import { reloadNginx, testNginx } from '../../ops/nginx.ts';
import { bringUp, unit } from '../../ops/systemd.ts';
import { nginxMain } from '../../tuning/nginx/main.ts';
import { nginxUnit } from '../../tuning/nginx/unit.ts';
import { serviceTuned } from '../service-tuned.ts';
import { withCandidates } from '../validation.ts';

export const nginxFiles = [nginxUnit, nginxMain];

export const nginxConfigured: Step = serviceTuned({
  id: 'nginx/configured',
  title: 'Configuration of the web server',
  needs: ['packages/installed', 'kernel/sysctl', 'tls/certificate', 'release/current'],
  seconds: 2,
  of: 'nginx',
  files: nginxFiles,
  unit: () => 'nginx.service',
  take: 'restart',
  async validate(context, files) {
    const main = files.filter(({ path }) => path === layout.nginxConfig);
    await withCandidates(context, main, async (candidates) => {
      for (const candidate of candidates) await testNginx(context, candidate);
    });
  },
  async bring(context, name, changed) {
    const { mainPid } = await unit(context, name);
    const ours = await run(
      context,
      script('tr "\\0" " " < "/proc/$1/cmdline" | grep -qF -- "$2"', String(mainPid), layout.nginxConfig),
    );
    const isOnlyMain = changed.every((path) => path === layout.nginxConfig);
    if (ours.exitCode === 0 && isOnlyMain) return reloadNginx(context);
    await bringUp(context, [name], { verb: 'restart' });
  },
});
