import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react';
import type { SchemeReviewsAnswer } from '../../../features/reviews/schema.ts';
import type { ActAnswer, Scheme, SchemeColumn } from '../../../features/schemes/schema.ts';
import { call, newIdempotencyKey } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { useWords } from '../words/words.ts';
import { Autosave } from './autosave.ts';
import { Cards } from './cards.tsx';
import { Conflicts } from './conflicts.tsx';
import { Grid, type Place } from './grid.tsx';
import { asCell, type Lesson } from './rows.ts';
import { SaveNote } from './save-note.tsx';
import { type Drafts, leave } from './use-document.ts';

type SchemeEditorProps = {
  readonly scheme: Scheme;
  readonly drafts: Drafts;
  /** Where those find what is typed who stand beside the editor. */
  readonly handle: RefObject<Autosave | null>;
  readonly onReload: () => Promise<Scheme | undefined>;
};

/** A scheme of work as its teacher works on it. */
export function SchemeEditor({ scheme, drafts, handle, onReload }: SchemeEditorProps) {
  const words = useWords();
  const client = useQueryClient();
  const [autosave, setAutosave] = useState<Autosave>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that are read again go into the one that is there
  useEffect(() => {
    let made: Autosave | undefined;
    let isGone = false;
    void drafts.log.then((log) => {
      if (isGone) return;
      made = new Autosave(scheme, log);
      setAutosave(made);
      handle.current = made;
      void made.resume(drafts.before());
    });
    return () => {
      isGone = true;
      handle.current = null;
      if (made !== undefined) leave(made, client, ['scheme', scheme.id]);
    };
  }, [scheme.id]);
  if (autosave === undefined) return <Loader aria-label={words.loading} />;
  return <Desk scheme={scheme} autosave={autosave} onReload={onReload} />;
}

type DeskProps = Omit<SchemeEditorProps, 'drafts' | 'handle'> & { readonly autosave: Autosave };

function Desk({ scheme, autosave, onReload }: DeskProps) {
  const words = useWords().editing;
  const now = useSyncExternalStore(autosave.subscribe, autosave.snapshot);
  const isWide = useMediaQuery('(min-width: 62em)', true);
  const [at, setAt] = useState<Place | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const row = now.rows.find(({ id }) => id === at?.rowId);
  const client = useQueryClient();
  // An approved scheme that is changed can be handed in again: what tells so is to be read anew.
  useEffect(() => {
    const known = client.getQueriesData<SchemeReviewsAnswer>({ queryKey: ['scheme-reviews', scheme.id] });
    if (now.state !== 'saved' || !known.some(([, data]) => data?.approved != null)) return;
    void client.invalidateQueries({ queryKey: ['scheme-reviews', scheme.id] });
  }, [now.state, client, scheme.id]);

  const act = useMutation({
    async mutationFn(path: string) {
      setNotice(null);
      if (!(await autosave.settled())) throw new Error(words.notNow);
      const redo = path.endsWith('#redo');
      const body = { clientOpId: newIdempotencyKey(), ...(redo ? { redo } : {}) };
      return call<ActAnswer>(`/schemes/${scheme.id}/${path.replace('#redo', '')}`, { body });
    },
    async onSuccess(answer, path) {
      autosave.take(answer);
      // Rows that came or went have a place that only the whole sheet tells.
      if (path.startsWith('undo') || path === 'shuffle') {
        const read = await onReload();
        if (read !== undefined) autosave.replace(read);
      }
    },
  });

  const type = (lesson: Lesson, column: SchemeColumn, text: string) => {
    setNotice(null);
    autosave.do({
      type: 'cells',
      clientOpId: newIdempotencyKey(),
      rowId: lesson.id,
      rowVersion: lesson.version,
      cells: { [column.cell]: asCell(text, column.isList) },
    });
  };
  const paste = (from: Place, cells: readonly (readonly string[])[]) => {
    const columns = scheme.columns.filter(({ editable }) => editable);
    const left = columns.findIndex(({ cell }) => cell === from.cell);
    const rest = now.rows.slice(now.rows.findIndex(({ id }) => id === from.rowId));
    const lessons = rest.filter((one): one is Lesson => one.kind === 'lesson');
    const width = Math.max(0, ...cells.map((line) => line.length));
    if (cells.length > lessons.length) return setNotice(words.pasteTooLong(cells.length, lessons.length));
    if (left + width > columns.length) return setNotice(words.pasteTooWide(width, columns.length - left));
    const name = newIdempotencyKey().slice(0, 20);
    setNotice(null);
    cells.forEach((line, index) => {
      const lesson = lessons[index];
      if (lesson === undefined) return;
      const entries = line.flatMap((text, nth) => {
        const column = columns[left + nth];
        return column === undefined ? [] : [[column.cell, asCell(text.slice(0, 4_000), column.isList)] as const];
      });
      autosave.do({
        type: 'cells',
        clientOpId: `${name}_${index}`,
        rowId: lesson.id,
        rowVersion: lesson.version,
        cells: Object.fromEntries(entries),
      });
    });
  };
  const insert = async () => {
    autosave.do({
      type: 'insert',
      clientOpId: newIdempotencyKey(),
      afterRowId: at?.rowId ?? null,
      banner: 'remark',
      text: words.newRemark,
    });
    if (!(await autosave.settled())) return;
    const read = await onReload();
    if (read !== undefined) autosave.replace(read);
  };
  const isLocked = row?.kind === 'lesson' && at !== null && row.locked.includes(at.cell);
  const toggleLock = () => {
    if (row?.kind !== 'lesson' || at === null) return;
    const clientOpId = newIdempotencyKey();
    autosave.do({ type: 'lock', clientOpId, rowId: row.id, cells: [at.cell], locked: !isLocked });
  };

  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs" className="no-print">
        <SaveNote state={now.state} pending={now.pending} lasting={now.lasting} />
        <Group gap="xs">
          <Button size="xs" variant="default" loading={act.isPending} onClick={() => act.mutate('undo')}>
            {words.undo}
          </Button>
          <Button size="xs" variant="default" disabled={act.isPending} onClick={() => act.mutate('undo#redo')}>
            {words.redo}
          </Button>
          {isWide && (
            <>
              <Button
                size="xs"
                variant="default"
                disabled={row?.kind !== 'lesson' || act.isPending}
                onClick={() => act.mutate(`rows/${at?.rowId}/regenerate`)}
              >
                {words.regenerate}
              </Button>
              <Button size="xs" variant="default" disabled={row?.kind !== 'lesson'} onClick={toggleLock}>
                {isLocked ? words.unlock : words.lock}
              </Button>
              {row?.kind === 'banner' && row.banner === 'remark' ? (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => autosave.do({ type: 'remove', clientOpId: newIdempotencyKey(), rowId: row.id })}
                >
                  {words.removeRemark}
                </Button>
              ) : (
                <Button size="xs" variant="default" disabled={at === null} onClick={() => void insert()}>
                  {words.addRemark}
                </Button>
              )}
            </>
          )}
          <Button size="xs" variant="default" disabled={act.isPending} onClick={() => act.mutate('shuffle')}>
            {words.shuffle}
          </Button>
        </Group>
      </Group>
      {notice !== null && (
        <Alert
          color="yellow"
          role="alert"
          withCloseButton
          onClose={() => setNotice(null)}
          closeButtonLabel={words.close}
        >
          <Text size="sm">{notice}</Text>
        </Alert>
      )}
      {act.isError && <ProblemNote error={act.error} />}
      <Conflicts
        conflicts={now.conflicts}
        columns={scheme.columns}
        onDecide={(conflict, keep) => autosave.decide(conflict, keep)}
      />
      {isWide ? (
        <Grid
          rows={now.rows}
          columns={scheme.columns}
          at={at}
          onAt={setAt}
          onType={type}
          onBanner={(rowId, text) => {
            const version = now.rows.find(({ id }) => id === rowId)?.version ?? 1;
            autosave.do({ type: 'banner', clientOpId: newIdempotencyKey(), rowId, rowVersion: version, text });
          }}
          onPaste={paste}
          onUndo={(redo) => act.mutate(redo ? 'undo#redo' : 'undo')}
        />
      ) : (
        <Cards
          rows={now.rows}
          columns={scheme.columns}
          editable
          onType={type}
          onRegenerate={(rowId) => act.mutate(`rows/${rowId}/regenerate`)}
          planOf={(rowId) => `/schemes/${scheme.id}/plans/${rowId}`}
        />
      )}
    </Stack>
  );
}
