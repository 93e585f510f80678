import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, call } from '../api/client.ts';

export type Saving = {
  readonly state: 'untouched' | 'unsaved' | 'saving' | 'saved';
  readonly error: unknown;
  readonly isConflict: boolean;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  readonly retry: () => void;
};

type Options<Value> = {
  readonly id: string;
  /** Of the node as it was read. */
  readonly version: number;
  readonly initial: Value;
  /** The value as a request body; undefined while it cannot be saved, such as without a title. */
  readonly toBody?: (value: Value) => object | undefined;
  readonly onChanged: () => Promise<unknown>;
};

const pauseMs = 900;

/** Saves a node a moment after the last key; what is typed while a request is away goes with the next one. */
export function useAutosave<Value extends object>(
  options: Options<Value>,
): Saving & {
  readonly value: Value;
  readonly change: (value: Value) => void;
} {
  const { id, initial, onChanged } = options;
  const [value, setValue] = useState(initial);
  const [state, setState] = useState<Saving['state']>('untouched');
  const [error, setError] = useState<unknown>(null);
  const [isConflict, setConflict] = useState(false);
  const latest = useRef({ value: initial, version: options.version, isAway: false, isDirty: false });
  const toBody = useRef(options.toBody);
  toBody.current = options.toBody;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(async () => {
    const now = latest.current;
    const body = toBody.current === undefined ? now.value : toBody.current(now.value);
    if (now.isAway || !now.isDirty || body === undefined) return;
    now.isAway = true;
    now.isDirty = false;
    setState('saving');
    setError(null);
    try {
      const answer = await call<{ version: number }>(`/nodes/${id}`, {
        method: 'PUT',
        body: { version: now.version, ...body },
      });
      now.version = answer.version;
      setState(now.isDirty ? 'unsaved' : 'saved');
    } catch (problem) {
      now.isDirty = true;
      setState('unsaved');
      if (problem instanceof ApiError && problem.code === 'conflict') {
        setConflict(true);
        // Reads the other text, which is shown beside one's own.
        void onChanged();
      } else setError(problem);
      return;
    } finally {
      now.isAway = false;
    }
    if (now.isDirty) timer.current = setTimeout(save, pauseMs);
    else void onChanged();
  }, [id, onChanged]);

  // Leaving the page saves what is still waiting.
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      void save();
    },
    [save],
  );

  // What others changed is taken over as long as nothing of one's own waits.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells when the rest is new
  useEffect(() => {
    const now = latest.current;
    if (now.isDirty || now.isAway || options.version === now.version) return;
    now.version = options.version;
    now.value = initial;
    setValue(initial);
  }, [options.version]);

  const change = (next: Value) => {
    setValue(next);
    latest.current.value = next;
    latest.current.isDirty = true;
    setState('unsaved');
    clearTimeout(timer.current);
    if (!isConflict) timer.current = setTimeout(save, pauseMs);
  };
  const theirVersion = async () => {
    const found = await call<{ id: string; version: number }>(`/nodes/${id}`);
    return found.version;
  };
  const keepMine = async () => {
    latest.current.version = await theirVersion();
    setConflict(false);
    await save();
  };
  const takeTheirs = async () => {
    latest.current.isDirty = false;
    setConflict(false);
    setState('untouched');
    await onChanged();
  };
  return {
    value,
    change,
    state,
    error,
    isConflict,
    keepMine: () => void keepMine().catch(setError),
    takeTheirs: () => void takeTheirs().catch(setError),
    retry: () => void save(),
  };
}
