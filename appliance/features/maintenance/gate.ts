import { z } from 'zod';
import type { Services } from '../../services.ts';
import { momentSchema } from '../common/schema.ts';
import type { Scope } from '../common/scope.ts';
import type { StateFiles } from '../status/state-files.ts';
import type { MaintenanceAnswer } from './schema.ts';
import { allowedIds, isOver, type Kept, openWhenOver, readMaintenance } from './store.ts';

/**
 * Whether the site is closed, known to every process without asking anybody: closed from the panel (kept in the
 * database) or by the server itself (state file `maintenance`). A change is in force everywhere within two seconds, or within
 * twenty while the queue's Redis takes nothing in.
 */
export type Gate = {
  answer(): MaintenanceAnswer;
  /** Another text whenever something else is to be shown; empty when nothing is. */
  notice(): string;
  mayPass(scope: Scope): boolean;
  /** The state file has closed the site. */
  isClosedByServer(): boolean;
  /** What was set from the panel. */
  kept(): Kept;
  /** After a change made by this process. Rejects only when the database cannot be read. */
  changed(): Promise<void>;
  stop(): void;
};

const usuallyEveryMs = 2_000;
/** Looks without a new version after which it is read all the same: whoever made a change may not have been able to tell. */
const mostLooks = 10;
/** Counts changes; kept by the queue's Redis, so that looking costs one GET. */
const versionKey = 'teachtrack:maintenance';

const closedByServer = z.looseObject({
  on: z.literal(true),
  text: z.string().max(500).optional().catch(undefined),
  since: momentSchema.optional().catch(undefined),
  until: momentSchema.nullish().catch(null),
});

type ByServer = { readonly text: string; readonly since: string; readonly until: string | null };

export async function createGate({ db, queueRedis, log, settings }: Services, files: StateFiles): Promise<Gate> {
  let kept: Kept = {};
  let version: string | null | undefined;
  let byServer: ByServer | undefined;
  let looks = 0;
  let isUntold = false;

  async function look(): Promise<void> {
    const file = await files.read('maintenance');
    byServer = file.kind === 'there' ? serverMode(file.state) : undefined;
    if (isOver(kept.mode)) await openedByItself();
    if (isUntold) await tellOthers();
    const now = await queueRedis.get(versionKey).catch(() => version);
    looks += 1;
    if (now === version && version !== undefined && looks < mostLooks) return;
    kept = await readMaintenance(db);
    looks = 0;
    version = now ?? null;
  }

  /** Said again with the next look when it cannot be said now: what was changed is changed. */
  async function tellOthers(): Promise<void> {
    try {
      version = String(await queueRedis.incr(versionKey));
      isUntold = false;
    } catch (error) {
      if (!isUntold) log.warn({ err: error }, 'other processes hear of a change of maintenance only when they look');
      isUntold = true;
    }
  }

  /** The site is open from that moment on; this only tidies up, and one of all processes writes it down. */
  async function openedByItself(): Promise<void> {
    if (await openWhenOver(db)) await tellOthers();
    kept = await readMaintenance(db);
  }
  // While the database is away nobody is served anyway; what was known last stays.
  const once = () => look().catch((error) => log.debug({ err: error }, 'maintenance could not be looked up'));
  await once();
  const timer = setInterval(once, settings.operations.lookEveryMs ?? usuallyEveryMs);
  timer.unref();

  const answer = (): MaintenanceAnswer => ({ mode: byServer ?? modeOf(kept), banner: bannerOf(kept) });
  return {
    answer,
    notice() {
      const { mode, banner } = answer();
      return mode === null && banner === null ? '' : noticeOf([mode, banner]);
    },
    mayPass(scope) {
      const { mode } = answer();
      if (mode === null || scope.districts.length > 0) return true;
      return byServer === undefined && kept.mode !== undefined && allowedIds(kept.mode).includes(scope.userId);
    },
    isClosedByServer: () => byServer !== undefined,
    kept: () => (isOver(kept.mode) ? withoutMode(kept) : kept),
    async changed() {
      kept = await readMaintenance(db);
      await tellOthers();
    },
    stop: () => clearInterval(timer),
  };
}

function serverMode(state: Readonly<Record<string, unknown>> & { readonly at: string }): ByServer | undefined {
  const closed = closedByServer.safeParse(state);
  if (!closed.success) return undefined;
  const { text = '', since, until } = closed.data;
  return { text, since: since ?? new Date(state.at).toISOString(), until: until ?? null };
}

function modeOf({ mode }: Kept): MaintenanceAnswer['mode'] {
  if (mode === undefined || isOver(mode)) return null;
  return { text: mode.text, since: mode.starts_at.toISOString(), until: mode.ends_at?.toISOString() ?? null };
}

function withoutMode({ mode: _, ...others }: Kept): Kept {
  return others;
}

function bannerOf({ banner }: Kept): MaintenanceAnswer['banner'] {
  const now = Date.now();
  if (banner === undefined || banner.starts_at.getTime() > now) return null;
  if (banner.ends_at !== null && banner.ends_at.getTime() < now) return null;
  return { text: banner.text, until: banner.ends_at?.toISOString() ?? null };
}

/** Short, and fit for a header. */
function noticeOf(parts: unknown): string {
  let hash = 5381;
  for (const character of JSON.stringify(parts)) hash = (hash * 33 + (character.codePointAt(0) ?? 0)) % 0xffff_ffff;
  return hash.toString(36);
}
