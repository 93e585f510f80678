import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Asked, Client, type Site } from './client.ts';
import type { Act } from './mix.ts';
import type { RequestKind } from './shapes.ts';

/** Gets every answer that counts, with the time somebody waited for it. */
type Counting = (kind: RequestKind, answer: { readonly status: number; readonly ms: number }) => void;

type Listed = { readonly id: string; readonly teacher: { readonly id: string } };
type Row = { readonly id: string; version: number };
type Scheme = {
  readonly id: string;
  readonly className: string;
  readonly learningArea: { readonly id: string };
  readonly term: { readonly id: string };
  readonly lessons: readonly unknown[];
  readonly rows: readonly (Row & { readonly kind: string; readonly date?: string | null })[];
};
type Plan = {
  readonly rowId: string;
  readonly version: number;
  readonly sections: readonly { readonly slot: string; readonly kind: string }[];
};

/** Somebody with one browser looks at so many rows of a scheme. */
const rowsAtHand = 12;
/** More schemes than a virtual school has while its people sign in. */
const mostListed = 200;
const longestRefusedMs = 90_000;

/** One virtual teacher: signs in, works on the scheme of work they have, and asks for another when the bell rings. */
export class Teacher {
  readonly #client: Client;
  readonly #userName: string;
  readonly #count: Counting;
  #scheme: Omit<Scheme, 'rows'> | undefined;
  #rows: Row[] = [];
  #turn = 0;
  #plan: { readonly rowId: string; version: number; readonly slot: string; readonly isList: boolean } | undefined;
  #isOpen = false;
  #isClosed = false;
  /** Jobs that were accepted, and when they ended well or badly. */
  readonly jobs = new Map<string, 'waiting' | 'done' | 'failed'>();

  constructor(site: Site, number: number, count: Counting) {
    this.#client = new Client(site, addressOf(number));
    this.#userName = `demo-${String(number).padStart(5, '0')}`;
    this.#count = count;
  }

  /** Signed in, with the scheme of work open and the stream of events listened to. */
  async signIn(password: string): Promise<boolean> {
    const body = { name: this.#userName, password, shared: false };
    const answer = await this.#insist('sign-in', { path: '/api/v1/auth/login', method: 'POST', body });
    if (answer.status !== 200) return false;
    const own = (answer.body as { readonly id?: string } | null)?.id;
    // Heads see those of the whole school, and write in their own alone.
    const { body: list } = await this.#read(`/api/v1/schemes?limit=${mostListed}`);
    const id = (list as { items?: readonly Listed[] } | null)?.items?.find(({ teacher }) => teacher.id === own)?.id;
    if (id === undefined) return false;
    await this.#open(id);
    await this.#listen();
    return this.#scheme !== undefined && this.#isOpen;
  }

  async act(act: Act): Promise<void> {
    const scheme = this.#scheme;
    if (scheme === undefined) return;
    const row = this.#next();
    const plans = `/api/v1/schemes/${scheme.id}/plans`;
    switch (act) {
      case 'me':
      case 'dashboard':
      case 'today':
      case 'coverage':
        await this.#read(`/api/v1/${act}`);
        return;
      case 'schemes':
        await this.#read('/api/v1/schemes');
        return;
      case 'scheme':
        return this.#open(scheme.id);
      case 'plans':
        await this.#read(plans);
        return;
      case 'plan':
        if (row !== undefined) this.#hold(await this.#read(`${plans}/${row.id}`));
        return;
      case 'prepare-plan':
        if (row !== undefined)
          this.#hold(await this.#ask('prepare', { path: `${plans}/${row.id}/prepare`, method: 'POST' }));
        return;
      case 'save-row':
        if (row !== undefined) await this.#saveRow(scheme.id, row);
        return;
      case 'save-plan':
        if (this.#plan === undefined && row !== undefined) this.#hold(await this.#read(`${plans}/${row.id}`));
        return this.#savePlan(plans);
    }
  }

  /** Asks for a scheme of work of another class, again and again while it is refused for now. Null: not accepted. */
  async generate(className: string): Promise<string | null> {
    const scheme = this.#scheme;
    if (scheme === undefined) return null;
    const { learningArea, term, lessons } = scheme;
    const answer = await this.#insist('generate', {
      path: '/api/v1/schemes/generate',
      method: 'POST',
      headers: { 'idempotency-key': randomUUID() },
      body: { learningAreaId: learningArea.id, termId: term.id, className, lessons },
    });
    const job = (answer.body as { jobId?: string } | null)?.jobId;
    if (answer.status !== 202 || job === undefined) return null;
    if (!this.jobs.has(job)) this.jobs.set(job, 'waiting');
    return job;
  }

  /** For whom the stream said nothing: asks how far the job is. */
  async look(job: string): Promise<void> {
    this.#heard((await this.#client.ask({ path: `/api/v1/jobs/${job}` })).body);
  }

  close(): void {
    this.#isClosed = true;
    this.#client.close();
  }

  async #open(id: string): Promise<void> {
    const { body } = await this.#read(`/api/v1/schemes/${id}`);
    if (!isScheme(body)) return;
    const { rows, ...scheme } = body;
    this.#scheme = scheme;
    this.#rows = rows
      // What no day was left for has no plan.
      .filter(({ kind, date }) => kind === 'lesson' && date !== null)
      .slice(0, rowsAtHand)
      .map(({ id: row, version }) => ({ id: row, version }));
  }

  async #saveRow(schemeId: string, row: Row): Promise<void> {
    const { body } = await this.#ask('save', {
      path: `/api/v1/schemes/${schemeId}/rows/${row.id}`,
      method: 'PATCH',
      headers: { 'if-match': `"${row.version}"` },
      body: { clientOpId: randomUUID(), cells: { reflection: `Looked at again, ${this.#turn}.` } },
    });
    const saved = (body as { rows?: readonly Row[] } | null)?.rows?.find(({ id }) => id === row.id);
    if (saved !== undefined) row.version = saved.version;
  }

  async #savePlan(plans: string): Promise<void> {
    const plan = this.#plan;
    if (plan === undefined) return;
    const words = `Written by a virtual teacher, ${this.#turn}.`;
    this.#hold(
      await this.#ask('save', {
        path: `${plans}/${plan.rowId}`,
        method: 'PATCH',
        body: {
          clientOpId: randomUUID(),
          planVersion: plan.version,
          values: { [plan.slot]: plan.isList ? [words] : words },
        },
      }),
    );
  }

  #hold({ body }: Answer): void {
    if (!isPlan(body)) return;
    const section = body.sections.find(({ kind }) => kind === 'list' || kind === 'text');
    if (section === undefined) return;
    const { rowId, version } = body;
    this.#plan = { rowId, version, slot: section.slot, isList: section.kind === 'list' };
  }

  #next(): Row | undefined {
    this.#turn += 1;
    return this.#rows[this.#turn % Math.max(1, this.#rows.length)];
  }

  async #listen(): Promise<void> {
    const again = () => {
      this.#isOpen = false;
      // As a browser does.
      if (!this.#isClosed) setTimeout(() => void this.#listen(), 2_000 + Math.random() * 2_000).unref();
    };
    this.#isOpen = await this.#client.listen('/api/v1/events', (data) => this.#heard(parsed(data)), again);
  }

  #heard(body: unknown): void {
    const { id, state } = (body ?? {}) as { readonly id?: string; readonly state?: string };
    if (id === undefined) return;
    if (state === 'completed') this.jobs.set(id, 'done');
    if (state === 'failed' || state === 'cancelled') this.jobs.set(id, 'failed');
  }

  #read(path: string): Promise<Answer> {
    return this.#ask('read', { path });
  }

  async #ask(kind: RequestKind, asked: Asked): Promise<Answer> {
    const answer = await this.#client.ask(asked);
    this.#count(kind, answer);
    return answer;
  }

  /** As the site does: what is refused for now is sent again; the time that counts is that of the person. */
  async #insist(kind: RequestKind, asked: Asked): Promise<Answer> {
    const began = performance.now();
    for (;;) {
      const answer = await this.#client.ask(asked);
      const ms = performance.now() - began;
      const isForNow = (answer.status === 503 || answer.status === 429) && answer.retryAfterMs !== null;
      if (!isForNow || ms > longestRefusedMs || this.#isClosed) {
        this.#count(kind, { status: answer.status, ms });
        return answer;
      }
      await sleep((answer.retryAfterMs ?? 0) + Math.random() * 1_000);
    }
  }
}

/** Each from an address of their own, so that the limits for each client act as they will. */
export function addressOf(number: number): string {
  return `127.${16 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;
}

function isScheme(body: unknown): body is Scheme {
  return typeof body === 'object' && body !== null && 'rows' in body && 'learningArea' in body;
}

function isPlan(body: unknown): body is Plan {
  return typeof body === 'object' && body !== null && 'sections' in body && 'rowId' in body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
