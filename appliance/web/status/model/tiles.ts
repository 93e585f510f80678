import type { Series } from '../../../features/status/schema.ts';
import type { Live } from '../live.ts';
import type { Words } from '../words/words.ts';
import { isFresh, type Tone } from './answer.ts';
import { clock, count, lasting, size } from './moments.ts';

/** One number of the server. Without a value it is not known, whatever the tone of others. */
export type Tile = {
  readonly id: string;
  readonly label: string;
  readonly value: string | null;
  readonly note?: string;
  readonly tone: Tone;
  readonly series?: Series;
};

type Context = Live & { readonly words: Words };

export function tilesNow(live: Live, words: Words): Tile[] {
  const context = { ...live, words };
  return [...ofActivity(context), ofJobs(context), ...ofTheMachine(context)];
}

/** A value above which one looks, and one above which something is wrong. */
function toneOf(value: number | null | undefined, better: number, bad: number): Tone {
  if (value == null) return 'unknown';
  return value >= bad ? 'bad' : value >= better ? 'better' : 'good';
}

function unreadOf(part: { readonly kind: string; readonly since?: string } | undefined, { now, words }: Context) {
  if (part?.kind === 'unreadable' && part.since !== undefined)
    return { note: words.unreadable(clock(part.since, now)) };
  return part?.kind === 'absent' ? { note: words.absent } : {};
}

function ofActivity(context: Context): Tile[] {
  const { tiles } = context.words;
  const part = context.parts.activity;
  const value = part?.kind === 'there' ? part.value : undefined;
  const common = (note: string) => (value === undefined ? unreadOf(part, context) : { note });
  const tone: Tone = value === undefined ? 'unknown' : 'good';
  return [
    {
      id: 'people',
      label: tiles.people.label,
      value: value === undefined ? null : count(value.peopleOn),
      ...common(tiles.people.note),
      tone,
      series: 'on',
    },
    {
      id: 'requests',
      label: tiles.requests.label,
      value: value === undefined ? null : `${count(value.requestsPerSecond)} ${tiles.requests.unit}`,
      ...common(tiles.requests.note),
      tone,
      series: 'rps',
    },
    {
      id: 'answer-time',
      label: tiles.answerTime.label,
      value:
        value === undefined
          ? null
          : value.p95Ms === null
            ? '–'
            : `${count(Math.round(value.p95Ms))} ${tiles.answerTime.unit}`,
      ...common(value?.p95Ms === null ? tiles.answerTime.quiet : tiles.answerTime.note),
      tone: value === undefined ? 'unknown' : value.p95Ms === null ? 'good' : toneOf(value.p95Ms, 500, 2_000),
      series: 'p95',
    },
    {
      id: 'errors',
      label: tiles.errors.label,
      value: value === undefined ? null : count(value.errorsPerMinute),
      ...common(tiles.errors.note),
      tone: toneOf(value?.errorsPerMinute, 1, 60),
      series: 'err',
    },
  ];
}

function ofJobs(context: Context): Tile {
  const { tiles } = context.words;
  const part = context.parts.queues;
  const common = { id: 'waiting', label: tiles.waiting.label, series: 'wait' } as const;
  if (part?.kind !== 'there') return { ...common, value: null, ...unreadOf(part, context), tone: 'unknown' };
  const { items, workers } = part.value;
  const waiting = items.reduce((sum, one) => sum + one.waiting, 0);
  const active = items.reduce((sum, one) => sum + one.active, 0);
  const etas = items.flatMap(({ etaSeconds }) => etaSeconds ?? []);
  const eta = Math.max(0, ...etas);
  const note = waiting > 0 && eta >= 1 ? tiles.waiting.eta(lasting(eta * 1_000)) : tiles.waiting.note(active);
  const isHeld = items.some(({ paused }) => paused);
  return { ...common, value: count(waiting), note, tone: workers.seen === 0 ? 'bad' : isHeld ? 'better' : 'good' };
}

/** What the monitor measured; of a silent one nothing counts. */
function ofTheMachine(context: Context): Tile[] {
  const { words, parts, now } = context;
  const { tiles } = words;
  const { health } = parts;
  const fresh = isFresh(health, now);
  const figures = health?.kind === 'there' && fresh ? (health.value.figures ?? undefined) : undefined;
  const old =
    health?.kind === 'there' && !fresh
      ? { note: words.unreadable(clock(health.value.at, now)) }
      : unreadOf(health, context);
  const tile = (
    one: Omit<Tile, 'value' | 'tone' | 'note'>,
    known: Pick<Tile, 'value' | 'tone' | 'note'> | undefined,
  ): Tile =>
    known === undefined
      ? { ...one, value: null, tone: 'unknown', note: tiles.notMeasured, ...old }
      : { ...one, ...known };
  const { database, redis, workers, api, machine } = figures ?? {};
  const seen = parts.queues?.kind === 'there' ? parts.queues.value.workers : undefined;
  const fullest = [...(machine?.disks ?? [])].sort((one, other) => other.percent - one.percent)[0];
  return [
    tile(
      { id: 'database', label: tiles.database.label, series: 'db' },
      database?.connections == null || database.maxConnections == null
        ? undefined
        : {
            value: count(database.connections),
            note: tiles.database.note(count(database.maxConnections), (database.percent ?? 0).toFixed(0)),
            tone: toneOf(database.percent, 80, 95),
          },
    ),
    tile(
      { id: 'redis', label: tiles.redis.label },
      redis?.memoryBytes == null
        ? undefined
        : { value: size(redis.memoryBytes), note: tiles.redis.note(redis.clients ?? 0), tone: 'good' },
    ),
    tile(
      { id: 'workers', label: tiles.workers.label },
      workers?.running == null || workers.wanted == null
        ? undefined
        : {
            value: tiles.workers.of(workers.running, workers.wanted),
            note: tiles.workers.note(workers.jobsEach ?? seen?.jobsEach ?? 0),
            tone: workers.running < workers.wanted ? 'bad' : 'good',
          },
    ),
    tile(
      { id: 'api', label: tiles.api.label },
      api?.healthy == null || api.wanted == null
        ? undefined
        : {
            value: tiles.api.of(api.healthy, api.wanted),
            note: tiles.api.note,
            tone: api.healthy < api.wanted ? 'bad' : 'good',
          },
    ),
    tile(
      { id: 'load', label: tiles.load.label, series: 'load' },
      machine?.load1 == null
        ? undefined
        : {
            value: machine.load1.toFixed(1),
            note: tiles.load.note(machine.cores ?? 0),
            tone: toneOf(machine.load1 / Math.max(1, machine.cores ?? 1), 1, 2),
          },
    ),
    tile(
      { id: 'memory', label: tiles.memory.label, series: 'mem' },
      machine?.memoryPercent == null
        ? undefined
        : { value: `${machine.memoryPercent.toFixed(0)} %`, tone: toneOf(machine.memoryPercent, 90, 97) },
    ),
    tile(
      { id: 'disk', label: tiles.disk.label, series: 'disk' },
      fullest === undefined
        ? undefined
        : {
            value: `${fullest.percent.toFixed(0)} %`,
            ...(fullest.freeBytes == null ? {} : { note: tiles.disk.note(fullest.path, size(fullest.freeBytes)) }),
            tone: toneOf(fullest.percent, 80, 92),
          },
    ),
  ];
}
