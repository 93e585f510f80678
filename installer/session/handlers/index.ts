import type { Contract } from '../../contract/contract.ts';
import { answersHandlers } from './answers.ts';
import { checkHandlers } from './check.ts';
import { connectionHandlers } from './connection.ts';
import type { HandlersOf, SessionContext } from './context.ts';
import { credentialsHandlers } from './credentials.ts';
import { hostHandlers } from './host.ts';
import { manageHandlers } from './manage.ts';
import { planHandlers } from './plan.ts';
import { reportHandlers } from './report.ts';
import { runHandlers } from './run.ts';
import { serversHandlers } from './servers.ts';

/** One handler for every call and stream of the contract; the compiler misses none. */
export function handlersOf(context: SessionContext): HandlersOf<Contract> {
  return {
    ...serversHandlers(context),
    ...connectionHandlers(context),
    ...checkHandlers(context),
    ...answersHandlers(context),
    ...planHandlers(context),
    ...runHandlers(context),
    ...reportHandlers(context),
    ...credentialsHandlers(context),
    ...manageHandlers(context),
    ...hostHandlers(context),
  };
}
