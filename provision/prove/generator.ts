import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { judgeStage } from './judge.ts';
import { actAt, thinkMs } from './mix.ts';
import { seededRandom } from './random.ts';
import type { LoadLine, LoadPlan, StageFigures } from './shapes.ts';
import { barrierSeconds, signInsPerSecond } from './stages.ts';
import { Tally } from './tally.ts';
import { Teacher } from './teacher.ts';

type Load = {
  readonly plan: LoadPlan;
  readonly tell: (line: LoadLine) => void;
  readonly signal: AbortSignal;
};

type Going = { stage: number; signedIn: number; asked: number; accepted: number };

/** Drives the stages one after the other until one misses a mark twice; tells every second how it goes, and each stage. */
export async function generateLoad({ plan, tell, signal }: Load): Promise<void> {
  setMaxListeners(0, signal);
  const random = seededRandom(plan.seed);
  const teachers: Teacher[] = [];
  const began = performance.now();
  let tally = new Tally();
  const going: Going = { stage: 0, signedIn: 0, asked: 0, accepted: 0 };
  const jobs = (state: 'done' | 'failed') =>
    teachers.reduce((sum, { jobs: all }) => sum + [...all.values()].filter((one) => one === state).length, 0);
  let doneBefore = { done: 0, failed: 0 };
  const generations = () => {
    const [done, failed] = [jobs('done') - doneBefore.done, jobs('failed') - doneBefore.failed];
    return { asked: going.asked, accepted: going.accepted, done, failed };
  };
  const timer = setInterval(() => {
    const { accepted, done, failed } = generations();
    tell({
      ...{ kind: 'sample', atMs: Math.round(performance.now() - began), stage: going.stage, users: going.signedIn },
      ...tally.second(),
      ...{ generationsWaiting: Math.max(0, accepted - done - failed), generationsDone: done },
    });
  }, 1_000);
  try {
    for (const users of plan.stages) {
      const first = await stage(users, `Virtual ${users}`);
      if (first === undefined) return;
      const isFirstHeld = judgeStage(first).isPassed;
      if (!isFirstHeld) tell({ kind: 'first-try', figures: first });
      // What nobody has used since the server started is slow once: the programs of a stage are given a second go.
      const figures = isFirstHeld ? first : await stage(users, `Virtual ${users} again`);
      if (figures === undefined) return;
      tell({ kind: 'stage', figures });
      if (!judgeStage(figures).isPassed) return;
    }
  } finally {
    clearInterval(timer);
    for (const teacher of teachers) teacher.close();
  }

  /** Signs in whom it lacks, lets all work, rings the bell. Undefined when it was stopped. */
  async function stage(users: number, className: string): Promise<StageFigures | undefined> {
    tally = new Tally();
    doneBefore = { done: jobs('done'), failed: jobs('failed') };
    Object.assign(going, { stage: users, asked: 0, accepted: 0 });
    const bell = new AbortController();
    const until = AbortSignal.any([bell.signal, signal]);
    setMaxListeners(0, until);
    const works = teachers.map((teacher) => work(teacher, until));
    while (teachers.length < users && !signal.aborted) {
      const teacher = new Teacher(plan, teachers.length + 1, (kind, { status, ms }) => tally.count(kind, status, ms));
      teachers.push(teacher);
      works.push(
        teacher.signIn(plan.passphrase).then((isIn) => {
          if (!isIn) return;
          going.signedIn += 1;
          return work(teacher, until);
        }),
      );
      await pause(1_000 / signInsPerSecond);
    }
    await pause(plan.stageSeconds * 1_000);
    bell.abort();
    await Promise.all(works);
    const allDoneMs = await barrier(users, className);
    return signal.aborted ? undefined : tally.figures(users, going.signedIn, { ...generations(), allDoneMs });
  }

  /** Until the bell rings. Nobody begins at the same moment. */
  async function work(teacher: Teacher, until: AbortSignal): Promise<void> {
    await pause(thinkMs(random) * random(), until);
    while (!until.aborted) {
      await teacher.act(actAt(random()).act);
      await pause(thinkMs(random), until);
    }
  }

  /** Everybody asks for a scheme of work within a second. Gives how long the last took; null when not all are made. */
  async function barrier(users: number, className: string): Promise<number | null> {
    const start = performance.now();
    const asked = await Promise.all(
      teachers.map(async (teacher, index) => {
        await pause((1_000 * index) / users);
        if (signal.aborted) return null;
        going.asked += 1;
        const job = await teacher.generate(className);
        if (job !== null) going.accepted += 1;
        return job === null ? null : { teacher, job };
      }),
    );
    let open = asked.filter((one) => one !== null);
    for (let turn = 1; open.length > 0 && !signal.aborted; turn += 1) {
      open = open.filter(({ teacher, job }) => teacher.jobs.get(job) === 'waiting');
      if (open.length === 0) break;
      if (performance.now() - start > barrierSeconds * 1_000) return null;
      await pause(100);
      // Whom the stream told nothing asks by themselves, some every five seconds.
      if (turn % 50 === 0) await Promise.all(open.slice(0, 250).map(({ teacher, job }) => teacher.look(job)));
    }
    const isWhole = asked.every((one) => one !== null && one.teacher.jobs.get(one.job) === 'done');
    return isWhole ? Math.round(performance.now() - start) : null;
  }

  function pause(ms: number, until: AbortSignal = signal): Promise<void> {
    return sleep(Math.max(0, ms), undefined, { signal: until }).catch(() => undefined);
  }
}
