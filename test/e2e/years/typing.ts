import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { EditsAnswer } from '../../../appliance/features/schemes/edit/schema.ts';
import type { Scheme } from '../../../appliance/features/schemes/schema.ts';
import { must } from '../journey.ts';
import type { LanClient } from '../lan-client.ts';

/** Somebody who types remarks into a scheme of work, one after the other, until told to stop. */
export type Typing = {
  /** The texts that the server said it saved. */
  readonly saved: readonly string[];
  stop(): Promise<void>;
  /** Sends the last one again, as the page does, and looks at what is there. */
  found(): Promise<{ readonly lost: readonly string[]; readonly twice: readonly string[] }>;
};

export async function typing(client: LanClient, { id }: Scheme): Promise<Typing> {
  const saved: string[] = [];
  let over = false;
  let last = { text: '', clientOpId: '' };
  const send = () => {
    const edit = { type: 'insert', clientOpId: last.clientOpId, afterRowId: null, banner: 'remark', text: last.text };
    return client.api<EditsAnswer>(`/schemes/${id}/edits`, { body: { edits: [edit] } });
  };
  const work = (async () => {
    for (let number = 1; !over; number += 1) {
      last = { text: `remark number ${number}.`, clientOpId: randomUUID() };
      const answer = await send().catch(() => undefined);
      if (answer?.status === 200 && answer.body.results[0]?.status === 'saved') saved.push(last.text);
      await pause(120);
    }
  })();
  return {
    saved,
    async stop() {
      over = true;
      await work;
    },
    async found() {
      expectSaved(must(await send(), 200));
      const text = JSON.stringify(must(await client.api<Scheme>(`/schemes/${id}`), 200));
      const count = (what: string) => text.split(what).length - 1;
      const all = [...new Set([...saved, last.text])];
      return { lost: all.filter((one) => count(one) === 0), twice: all.filter((one) => count(one) > 1) };
    },
  };
}

function expectSaved({ results }: EditsAnswer): void {
  if (results[0]?.status !== 'saved') throw new Error(`not saved when sent again: ${JSON.stringify(results)}`);
}
