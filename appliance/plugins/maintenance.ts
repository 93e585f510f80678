import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '../features/common/problem.ts';
import { createGate, type Gate } from '../features/maintenance/gate.ts';
import { createStateFiles, type StateFiles } from '../features/status/state-files.ts';
import type { Services } from '../services.ts';

declare module 'fastify' {
  interface FastifyInstance {
    gate: Gate;
    stateFiles: StateFiles;
  }
  interface FastifyContextConfig {
    /** Answered while the site is closed as well. */
    duringMaintenance?: boolean;
  }
}

/** Tells browsers that there is something to read, such as that the site closes at four. */
export const noticeHeader = 'x-teachtrack-notice';

const patience = { shortSeconds: 30, usualSeconds: 60, longSeconds: 900 };

/** While the site is closed everybody else is told until when, and nothing of theirs is begun. */
export const maintenance = fp(async (app: FastifyInstance, { services }: { services: Services }) => {
  const stateFiles = createStateFiles(services.settings.operations.stateFolder);
  const gate = await createGate(services, stateFiles);
  app.decorate('stateFiles', stateFiles);
  app.decorate('gate', gate);
  app.addHook('onRequest', (_request, reply, done) => {
    const notice = gate.notice();
    if (notice !== '') reply.header(noticeHeader, notice);
    done();
  });
  // After the session is known and before anything of the request is read.
  app.addHook('preParsing', async (request) => {
    const { open, duringMaintenance } = request.routeOptions.config;
    if (open || duringMaintenance || request.is404 || gate.mayPass(request.scope)) return;
    const { mode } = gate.answer();
    throw new ProblemError('maintenance', mode?.text || 'TeachTrack is closed for maintenance.', {
      retryAfter: secondsUntil(mode?.until ?? null),
      ...(mode === null ? {} : { current: mode }),
    });
  });
  app.addHook('onClose', async () => gate.stop());
});

function secondsUntil(moment: string | null): number {
  if (moment === null) return patience.usualSeconds;
  const seconds = Math.ceil((Date.parse(moment) - Date.now()) / 1_000);
  return Math.min(patience.longSeconds, Math.max(patience.shortSeconds, seconds));
}
