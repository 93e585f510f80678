import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { lastLines, run, script } from '../../ops/command.ts';
import type { WantedFile } from '../../ops/file.ts';
import { appendOnlyFirst, redisReady } from '../../ops/redis.ts';
import type { TuningFile } from '../../tuning/file.ts';
import { type RedisRole, redisInstance } from '../../tuning/paths.ts';
import { inForce, settingChanges, settingEvidence } from '../in-force.ts';
import { settingsWanted } from '../kept.ts';
import { checked } from '../satisfied.ts';
import { serviceTuned } from '../service-tuned.ts';
import { serving } from '../serving.ts';
import { candidatesFolder, withCandidates } from '../validation.ts';

type Instance = { readonly role: RedisRole; readonly title: string; readonly files: readonly TuningFile[] };

export function redisTuned({ role, title, files }: Instance): Step {
  const instance = redisInstance(role);
  return serviceTuned({
    id: `redis/${role}-tuned`,
    title: `Settings and limits of ${title}`,
    needs: ['packages/installed', 'os/folders', 'kernel/sysctl'],
    seconds: 3,
    of: title,
    files,
    unit: () => instance.unit,
    take: 'restart',
    validate: (context, wanted) =>
      validate(
        context,
        wanted.filter(({ path }) => path === instance.config),
      ),
    async before(context) {
      if (role === 'queue') await appendOnlyFirst(context, instance.socket);
    },
  });
}

export function redisServing({ role, title, files }: Instance): Step {
  const instance = redisInstance(role);
  return serving({
    id: `redis/${role}-serving`,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    needs: [`redis/${role}-tuned`, 'kernel/huge-pages'],
    seconds: 3,
    unit: () => instance.unit,
    async ask(context, input) {
      const found = await inForce(context, await settingsWanted(context, files, input), input);
      return checked(settingChanges(title, found), {}, settingEvidence(title, found));
    },
    ready: (context) => redisReady(context, instance.socket),
  });
}

// Redis has no mode that only reads its settings: a server of its own, on a socket of its own, with nothing of value.
const tryOut = `folder=$1; config=$2
chown redis:redis "$folder"
runuser -u redis -- redis-server "$config" --daemonize no --unixsocket "$folder/try.sock" --dir "$folder" \\
  --pidfile "$folder/try.pid" --appendonly no --save "" > "$folder/log" 2>&1 &
pid=$!
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
  if [ "$(redis-cli -s "$folder/try.sock" PING 2>/dev/null)" = PONG ]; then
    redis-cli -s "$folder/try.sock" SHUTDOWN NOSAVE >/dev/null 2>&1; wait "$pid"; exit 0
  fi
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.2
done
kill "$pid" 2>/dev/null; cat "$folder/log"; exit 1`;

async function validate(context: StepContext, files: readonly WantedFile[]): Promise<void> {
  // systemd makes the data folder when the service starts: what is tried out lives in the folder of the trial.
  const moved = files.map((file) => ({
    ...file,
    content: file.content.replace(/^dir .*$/m, `dir ${candidatesFolder}`),
  }));
  await withCandidates(context, moved, async (candidates, folder) => {
    for (const candidate of candidates) {
      const result = await run(context, script(tryOut, folder, candidate));
      if (result.exitCode === 0) continue;
      throw new ProvisionError({
        code: 'TT-CONFIG-01',
        message: `Redis refuses the settings for ${files[0]?.path ?? candidate}.`,
        evidence: lastLines(result.stdout, 8),
      });
    }
  });
}
