import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { knowCallers } from '../features/auth/known-callers.ts';
import { createSessions, type Sessions, sessionDays } from '../features/auth/sessions.ts';
import { ProblemError } from '../features/common/problem.ts';
import { type Caller, type Scope, scopeOf } from '../features/common/scope.ts';
import { manifest } from '../manifest.ts';
import type { Services } from '../services.ts';

declare module 'fastify' {
  interface FastifyInstance {
    sessions: Sessions;
  }
  interface FastifyRequest {
    /** Set on every route but those marked `open`. */
    caller: Caller;
    scope: Scope;
    token: string;
  }
  interface FastifyContextConfig {
    /** Anyone may call it. */
    open?: boolean;
    /** May be called before the first password was changed. */
    beforePasswordChange?: boolean;
    /** May be called while the session is locked. */
    whileLocked?: boolean;
  }
}

/** Every route needs a session unless it says otherwise, so that a forgotten line locks a door rather than opens one. */
export const sessions = fp(async (app: FastifyInstance, { services }: { services: Services }) => {
  await app.register(cookie);
  const { db, cache, subscriber } = services;
  const known = knowCallers(cache, subscriber);
  const store = createSessions({ db, cache, known }, services.sessionKeys);
  const scopes = new WeakMap<Caller, Scope>();
  const scopeFor = (caller: Caller) => {
    const scope = scopes.get(caller) ?? scopeOf(caller);
    scopes.set(caller, scope);
    return scope;
  };
  app.addHook('onClose', async () => known.stop());
  app.decorate('sessions', store);
  app.decorateRequest('caller');
  app.decorateRequest('scope');
  app.decorateRequest('token', '');

  app.addHook('onRequest', async (request) => {
    refuseForeignOrigin(request);
    if (request.routeOptions.config.open || request.is404) return;
    const token = request.cookies[manifest.sessionCookie];
    const caller = token === undefined || token.length > 100 ? null : await store.find(token);
    if (token === undefined || caller === null) throw new ProblemError('not-signed-in', 'Sign in first.');
    request.token = token;
    request.caller = caller;
    request.scope = scopeFor(caller);
    if (caller.locked && !request.routeOptions.config.whileLocked) {
      throw new ProblemError('session-locked', 'This computer is locked. Unlock it first.');
    }
    if (caller.mustChangePassword && !request.routeOptions.config.beforePasswordChange) {
      throw new ProblemError('password-change-needed', 'Choose a password of your own first.');
    }
  });
});

/** Browsers name the page that sends a request: one of another site may not act for a signed-in person. */
function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (origin === undefined || request.method === 'GET' || request.method === 'HEAD') return;
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw new ProblemError('not-allowed', 'The request comes from a page of another site.');
}

/**
 * Over HTTPS the cookie stays off plain connections; over plain HTTP, which a school's LAN may need, it cannot. On a
 * computer that many use it goes when the browser is closed.
 */
export function giveCookie(reply: FastifyReply, token: string, shared = false): void {
  const lasting = shared ? {} : { maxAge: sessionDays * 86_400 };
  reply.setCookie(manifest.sessionCookie, token, { ...cookieOptions(reply), ...lasting });
}

export function takeCookie(reply: FastifyReply): void {
  reply.clearCookie(manifest.sessionCookie, cookieOptions(reply));
}

function cookieOptions(reply: FastifyReply) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: reply.request.protocol === 'https' } as const;
}
