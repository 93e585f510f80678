/** A day and a lesson of that day. */
export type At = { readonly date: string; readonly period: number };

/** When the class meets, as `expandSlots` gives it: in order, on taught days only. */
export type ReflowSlot = At & { readonly units: 1 | 2 };

/** A lesson of the scheme, in teaching order. Dates are not its own: they follow from the slots. */
export type ReflowLesson = {
  readonly id: string;
  /** Sub-strand; null is revision, which may be spent. */
  readonly nodeId: string | null;
  readonly units: 1 | 2;
  /** Where it stands; null when it was carried over or spent. */
  readonly at: At | null;
  /** It was taught: it stays where it is. */
  readonly taught?: boolean;
  /** It must stay at `at`, such as a practical with a guest. */
  readonly pinned?: boolean;
  /** It was given up before, and stays so. */
  readonly spent?: boolean;
  /** It is taught in the slot of that other lesson, and goes where it goes. */
  readonly joinedWith?: string;
};

export type Reflow = {
  /** Every lesson that was given, in the same order; at null it has no slot. */
  readonly placements: readonly { readonly id: string; readonly at: At | null; readonly units: 1 | 2 }[];
  /** Lessons that change their slot: what the teacher is shown before anything is kept. */
  readonly moves: readonly { readonly id: string; readonly from: At | null; readonly to: At | null }[];
  /** No slot of the term is left for them: to be carried into the next term. */
  readonly carriedOver: readonly string[];
  /** Revision lessons given up. */
  readonly spent: readonly string[];
  /** Lessons newly taught together with another. */
  readonly joined: readonly { readonly id: string; readonly with: string }[];
  /** Lessons planned for a double that now have a single. */
  readonly shortened: readonly string[];
};

/** A way to deal with a missed lesson that cannot be gone, with the reason as a code. */
export type NoWay = { readonly impossible: 'nothing-to-join' | 'no-revision-left' };

export type MissedInput = {
  readonly lessons: readonly ReflowLesson[];
  /** All slots of the term, closed days left out. */
  readonly slots: readonly ReflowSlot[];
  /** The lesson that was not taught; it stands at its slot. */
  readonly missedId: string;
};

/** Puts the lessons from a day on onto the slots again, in order: after a change of calendar or timetable. */
export function replace(lessons: readonly ReflowLesson[], slots: readonly ReflowSlot[], from = ''): Reflow {
  const stays = (one: ReflowLesson) => one.at !== null && one.at.date < from;
  const coming = slots.filter((slot) => slot.date >= from);
  return layOut(lessons, coming, { stays });
}

/** The missed lesson is taught at the next slot, and all after it move one on. */
export function shift(input: MissedInput): Reflow {
  return layOut(input.lessons, slotsAfter(input), { stays: before(input) });
}

/** Two neighbours of one sub-strand are taught in one slot, so that what comes behind them keeps its dates. */
export function absorb(input: MissedInput): Reflow | NoWay {
  const stays = before(input);
  const open = input.lessons.filter((one) => isOpen(one) && !stays(one));
  const place = open.findIndex((one, index) => {
    const partner = open[index - 1];
    return partner !== undefined && one.nodeId !== null && one.nodeId === partner.nodeId && !hasJoined(input, partner);
  });
  const [first, second] = [open[place - 1], open[place]];
  if (first === undefined || second === undefined || hasJoined(input, second)) return { impossible: 'nothing-to-join' };
  return layOut(input.lessons, slotsAfter(input), { stays, joined: [{ id: second.id, with: first.id }] });
}

/** The next revision lesson is given up, so that what comes behind it keeps its dates. */
export function spendBuffer(input: MissedInput): Reflow | NoWay {
  const stays = before(input);
  const buffer = input.lessons.find(
    (one) => one.id !== input.missedId && one.nodeId === null && isOpen(one) && !stays(one),
  );
  if (buffer === undefined) return { impossible: 'no-revision-left' };
  return layOut(input.lessons, slotsAfter(input), { stays, spent: [buffer.id] });
}

/** The missed lesson is made up for at an extra slot; nothing else moves. */
export function recover({ lessons, missedId }: MissedInput, extra: ReflowSlot): Reflow {
  const placed = new Map(lessons.map((one): [string, Place] => [one.id, ownPlace(one)]));
  placed.set(missedId, extra);
  return summary(lessons, placed, {});
}

type Place = { readonly date: string; readonly period: number; readonly units: 1 | 2 } | null;

type Rules = Partial<Pick<Reflow, 'spent' | 'joined'>> & {
  /** Besides those that are taught or pinned. */
  readonly stays?: (lesson: ReflowLesson) => boolean;
};

/**
 * Taught and pinned lessons keep their slot; the others take the free ones in order. A lesson before a pinned one may
 * come to stand behind it, as the pin knows its day.
 */
function layOut(lessons: readonly ReflowLesson[], slots: readonly ReflowSlot[], rules: Rules): Reflow {
  const { spent = [], joined = [], stays = () => false } = rules;
  const partners = new Map([
    ...lessons.flatMap((one): [string, string][] => (one.joinedWith === undefined ? [] : [[one.id, one.joinedWith]])),
    ...joined.map((one): [string, string] => [one.id, one.with]),
  ]);
  const gone = (one: ReflowLesson) => one.spent === true || spent.includes(one.id);
  const keeps = (one: ReflowLesson) => one.at !== null && (!isFree(one) || stays(one)) && !gone(one);
  const placed = new Map<string, Place>(lessons.filter(keeps).map((one) => [one.id, ownPlace(one)]));
  const taken = new Set([...placed.values()].flatMap((place) => (place === null ? [] : [keyOf(place)])));
  const free = slots.filter((slot) => !taken.has(keyOf(slot)));
  let next = 0;
  for (const one of lessons) {
    if (placed.has(one.id) || partners.has(one.id) || gone(one)) continue;
    placed.set(one.id, free[next] ?? null);
    next += 1;
  }
  for (const [id, partner] of partners) if (!placed.has(id)) placed.set(id, placed.get(partner) ?? null);
  return summary(lessons, placed, { spent, joined });
}

function summary(
  lessons: readonly ReflowLesson[],
  placed: ReadonlyMap<string, Place>,
  { spent = [], joined = [] }: Rules,
): Reflow {
  const ends = lessons.map((one) => ({ one, place: placed.get(one.id) ?? null }));
  const at = (place: Place): At | null => (place === null ? null : { date: place.date, period: place.period });
  const key = (place: At | null) => (place === null ? '' : keyOf(place));
  const gone = (one: ReflowLesson) => one.spent === true || spent.includes(one.id);
  return {
    placements: ends.map(({ one, place }) => ({ id: one.id, at: at(place), units: place?.units ?? one.units })),
    moves: ends
      .filter(({ one, place }) => key(one.at) !== key(place))
      .map(({ one, place }) => ({ id: one.id, from: one.at, to: at(place) })),
    carriedOver: ends.filter(({ one, place }) => place === null && !gone(one)).map(({ one }) => one.id),
    spent,
    joined,
    shortened: ends
      .filter(({ one, place }) => isFree(one) && place !== null && place.units < one.units)
      .map(({ one }) => one.id),
  };
}

/** Slots still to come once the missed one is gone. */
function slotsAfter(input: MissedInput): ReflowSlot[] {
  const missed = missedPlace(input);
  return input.slots.filter((slot) => keyOf(slot) > missed);
}

/** Lessons that come before the missed one in teaching keep their place, taught or not. */
function before({ lessons, missedId }: MissedInput): (lesson: ReflowLesson) => boolean {
  const from = lessons.findIndex((one) => one.id === missedId);
  const earlier = new Set(lessons.slice(0, from).map((one) => one.id));
  return (one) => earlier.has(one.id);
}

function missedPlace({ lessons, missedId }: MissedInput): string {
  const missed = lessons.find((one) => one.id === missedId);
  if (missed?.at == null) throw new RangeError(`the lesson ${missedId} has no slot that could be missed`);
  return keyOf(missed.at);
}

function isFree(lesson: ReflowLesson): boolean {
  return lesson.taught !== true && lesson.pinned !== true;
}

/** Free to be joined or given up. */
function isOpen(lesson: ReflowLesson): boolean {
  return isFree(lesson) && lesson.spent !== true && lesson.joinedWith === undefined && lesson.at !== null;
}

function hasJoined({ lessons }: MissedInput, lesson: ReflowLesson): boolean {
  return lessons.some((one) => one.joinedWith === lesson.id);
}

function ownPlace(lesson: ReflowLesson): Place {
  return lesson.at === null ? null : { ...lesson.at, units: lesson.units };
}

/** Sorts as the slots do. */
function keyOf({ date, period }: At): string {
  return `${date} ${String(period).padStart(2, '0')}`;
}
