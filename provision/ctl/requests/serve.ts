import { Redactor } from '../../engine/redact.ts';
import { asProvisionError } from '../../model/error.ts';
import { readState, type State, writeState } from '../../ops/state-file.ts';
import type { World } from '../world.ts';
import { type RequestAction, requestActions } from './actions.ts';
import { type PanelRequest, takeRequest } from './spool.ts';

/** How one request went. */
export type RequestOutcome = PanelRequest & {
  readonly state: 'running' | 'done' | 'failed' | 'refused';
  readonly startedAt: string;
  readonly endedAt?: string;
  /** One sentence: what was done, or why not. */
  readonly detail: string;
};

/** State `requests`: the newest first. */
export type RequestsState = State & { readonly outcomes: readonly RequestOutcome[] };

const kept = 50;

/** Does all that waits in the spool, one after the other. Gives how many there were. */
export async function serveRequests(world: World, actions: readonly RequestAction[] = requestActions): Promise<number> {
  const { requests: spool, stateFiles } = world.operation;
  for (let count = 0; ; count += 1) {
    const taken = takeRequest(spool);
    if (taken === undefined) return count;
    if ('refused' in taken) world.err(`request in ${JSON.stringify(taken.file)} refused: ${taken.refused}`);
    else await serve(world, taken.request, { actions, stateFiles });
  }
}

type Serving = { readonly actions: readonly RequestAction[]; readonly stateFiles: string };

async function serve(world: World, request: PanelRequest, { actions, stateFiles }: Serving): Promise<void> {
  const startedAt = new Date().toISOString();
  const action = actions.find(({ name }) => name === request.action);
  const tell = (state: RequestOutcome['state'], detail: string) => {
    const endedAt = state === 'running' ? {} : { endedAt: new Date().toISOString() };
    record({ ...request, state, startedAt, ...endedAt, detail }, stateFiles);
    world.out(JSON.stringify({ request: request.id, action: request.action, by: request.by, state, detail }));
  };
  const reason = refusal(action, request);
  if (action === undefined || reason !== undefined) return tell('refused', reason ?? 'There is no such action.');
  tell('running', `${action.title}: under way.`);
  try {
    tell('done', await action.run(world, request.target, request.by));
  } catch (thrown) {
    const { code, message } = asProvisionError(thrown);
    tell('failed', new Redactor(world.secretFolders).json(`${message} (${code})`));
  }
}

function refusal(action: RequestAction | undefined, { target }: PanelRequest): string | undefined {
  if (action === undefined) return 'There is no such action.';
  if (action.target === undefined) return target === undefined ? undefined : 'This action takes nothing to act on.';
  return target !== undefined && action.target.test(target) ? undefined : 'What to act on is missing or not valid.';
}

function record(outcome: RequestOutcome, folder: string): void {
  const before = readState<RequestsState>('requests', folder)?.outcomes ?? [];
  const outcomes = [outcome, ...before.filter(({ id }) => id !== outcome.id)].slice(0, kept);
  const summary = `${outcome.action}, asked by ${outcome.by}: ${outcome.detail}`;
  const ok = outcome.state === 'running' ? null : outcome.state === 'done';
  writeState<RequestsState>('requests', { at: new Date().toISOString(), ok, summary, outcomes }, folder);
}
