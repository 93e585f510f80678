/** How many things may go on at once. */
export type Slots = {
  /** Waits for a slot; give it back by calling what comes. */
  take(): Promise<() => void>;
  /** The far side allows fewer than we thought: from now on one less than are in use, but at least one. */
  shrink(): void;
  readonly used: () => number;
};

export function createSlots(size: number): Slots {
  const waiting: (() => void)[] = [];
  let limit = size;
  let used = 0;
  const next = () => {
    while (used < limit && waiting.length > 0) {
      used += 1;
      waiting.shift()?.();
    }
  };
  return {
    async take() {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        next();
      });
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        used -= 1;
        next();
      };
    },
    shrink() {
      limit = Math.max(1, used - 1);
    },
    used: () => used,
  };
}
