import type { AuthHandlerMiddleware, Client, ConnectConfig } from 'ssh2';
import { ProvisionError } from '../model/error.ts';
import { type Address, printed } from './address.ts';
import type { Credential } from './credential.ts';
import { evidenceOf } from './evidence.ts';
import { fingerprintOf } from './host-key.ts';
import { algorithms } from './ssh-algorithms.ts';
import { handshaken } from './ssh-client.ts';
import type { Ask, AskNow } from './ssh-questions.ts';
import { prepareSignIn, type SignIn, secondProof } from './ssh-sign-in.ts';
import { openSocket } from './ssh-socket.ts';

/** The confirmed identity of a server. */
export type PinnedKey = {
  readonly fingerprint: string;
  /** Asked for first when the server has keys of several types. */
  readonly type?: string;
};

export type SshTarget = Address & {
  readonly user: string;
  readonly credential: Credential;
  /** Where a person can answer what the server asks besides, such as the code of a token; also for each new connection. */
  readonly ask?: Ask;
  /** Confirmed by a person or pinned earlier; without it nothing is sent (TT-SSH-04). */
  readonly hostKey: PinnedKey | undefined;
  /** Until the server has answered and keys are exchanged. Default 10 000. */
  readonly timeoutMs?: number;
};

/** How soon a silent connection is taken for lost: three unanswered questions, 15 s apart. */
const keepalive = { keepaliveInterval: 15_000, keepaliveCountMax: 3 };

/** One attempt to reach the server, see that it is the right one, and sign in. */
export async function connectOnce(target: SshTarget, signal?: AbortSignal): Promise<Client> {
  const { hostKey, timeoutMs = 10_000 } = target;
  const where = printed(target);
  if (hostKey === undefined) {
    throw new ProvisionError({
      code: 'TT-SSH-04',
      message: `Nobody has confirmed yet that ${where} is the server meant.`,
    });
  }
  const asking = askingOnce(target.ask);
  const signIn = await prepareSignIn(target.user, target.credential, asking?.ask);
  const started = performance.now();
  const socket = await openSocket({ ...target, timeoutMs, signal });
  let other: string | undefined;
  const attempt = oneAttempt(target.user, signIn, asking?.ask);
  const config: ConnectConfig = {
    ...keepalive,
    username: target.user,
    algorithms: algorithms(hostKey.type),
    authHandler: attempt.handler,
    hostVerifier: (key: Buffer) => {
      const seen = fingerprintOf(key);
      if (seen !== hostKey.fingerprint) other = seen;
      return other === undefined;
    },
  };
  const left = Math.max(1_000, timeoutMs - (performance.now() - started));
  try {
    const ended =
      asking === undefined ? signal : AbortSignal.any([asking.givenUp, ...(signal === undefined ? [] : [signal])]);
    const isAsking = () => asking?.isUnderWay() === true;
    return await handshaken({ socket, where, timeoutMs: left, isAsking, signal: ended }, config);
  } catch (error) {
    if (asking?.givenUp.aborted === true && signal?.aborted !== true) throw givenUp(where);
    if (other !== undefined) throw changed(where, hostKey.fingerprint, other);
    throw error instanceof ProvisionError && error.code === 'TT-SSH-06' ? attempt.refused(where, error) : error;
  } finally {
    asking?.end();
  }
}

/** Asks a person during one attempt to sign in; who does not answer gives the attempt up. */
function askingOnce(ask: Ask | undefined) {
  if (ask === undefined) return undefined;
  const over = new AbortController();
  const givenUp = new AbortController();
  let open = 0;
  const now: AskNow = async (asked) => {
    open += 1;
    try {
      const answers = await ask(asked, over.signal);
      if (answers === undefined && !over.signal.aborted) givenUp.abort();
      return answers;
    } finally {
      open -= 1;
    }
  };
  return { ask: now, givenUp: givenUp.signal, isUnderWay: () => open > 0, end: () => over.abort() };
}

function givenUp(where: string): ProvisionError {
  return new ProvisionError({
    code: 'TT-SSH-06',
    message: `What ${where} asked at the sign-in was not answered, so the sign-in was given up.`,
  });
}

function changed(where: string, pinned: string, seen: string): ProvisionError {
  return new ProvisionError({
    code: 'TT-SSH-05',
    message: `${where} shows another host key than the one confirmed earlier; nothing was sent to it.`,
    evidence: [`confirmed: ${pinned}`, `now: ${seen}`],
  });
}

/** Asks what the server offers, then tries once; a second proof is asked of a person, where one can be asked. */
function oneAttempt(username: string, signIn: SignIn, ask: AskNow | undefined) {
  let offered: readonly string[] = [];
  let isTried = false;
  let isPartial = false;
  let isSecondTried = false;
  const handler: AuthHandlerMiddleware = (methods, partial, next) => {
    if (methods === null) return next({ type: 'none', username });
    isPartial ||= partial === true;
    offered = methods;
    const isSecond = isTried && partial === true && !isSecondTried;
    const method = isSecond ? secondProof(username, methods, ask) : isTried ? undefined : signIn.choose(methods);
    isSecondTried ||= isSecond && method !== undefined;
    isTried ||= method !== undefined;
    // ssh2 stops on `false`, which its published types leave out.
    next(method ?? (false as never));
  };
  const refused = (where: string, cause: ProvisionError) => {
    const methods = offered.join(', ');
    const message = isSecondTried
      ? `${where} accepted the ${signIn.name} of ${username} and refused the second proof.`
      : isPartial
        ? `${where} accepted the ${signIn.name} of ${username} but wants a second proof (${methods}), ${ask === undefined ? 'and there is nobody here to ask for it' : 'which is not supported'}.`
        : isTried
          ? `${where} refused the ${signIn.name} of ${username}.`
          : `${where} does not let ${username} sign in with a ${signIn.name}; it offers: ${methods}.`;
    const evidence = evidenceOf(cause.evidence.join('\n'));
    return new ProvisionError({ code: 'TT-SSH-06', message, evidence, cause });
  };
  return { handler, refused };
}
