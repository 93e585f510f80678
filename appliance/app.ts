import type { IncomingMessage, ServerResponse } from 'node:http';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController, type RawServerDefault } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { accountRoutes } from './features/account/routes.ts';
import { allocationRoutes } from './features/allocations/routes.ts';
import { type Board, createBoard } from './features/announcements/board.ts';
import { announcementRoutes } from './features/announcements/routes.ts';
import { auditRoutes } from './features/audit/routes.ts';
import { authRoutes } from './features/auth/routes.ts';
import { type Authentication, createAuthentication } from './features/auth/service.ts';
import { calendarEditingRoutes } from './features/calendar/editing-routes.ts';
import { calendarRoutes } from './features/calendar/routes.ts';
import { classRoutes } from './features/classes/routes.ts';
import { curriculumEditingRoutes } from './features/curriculum/editing-routes.ts';
import { curriculumRoutes } from './features/curriculum/routes.ts';
import { dashboardRoutes } from './features/dashboard/routes.ts';
import { departmentRoutes } from './features/departments/routes.ts';
import { documentRoutes } from './features/documents/routes.ts';
import { eventRoutes } from './features/events/routes.ts';
import { areStoresBack } from './features/health/check.ts';
import { healthRoutes } from './features/health/routes.ts';
import { jobRoutes } from './features/jobs/routes.ts';
import { lessonRuleRoutes } from './features/lesson-rules/routes.ts';
import { maintenanceRoutes } from './features/maintenance/routes.ts';
import { meRoutes } from './features/me/routes.ts';
import { paperRoutes } from './features/papers/routes.ts';
import { peopleRoutes } from './features/people/routes.ts';
import { peopleImportRoutes } from './features/people-import/routes.ts';
import { planRoutes } from './features/plans/routes.ts';
import { recordCheckRoutes } from './features/record-checks/routes.ts';
import { recordRoutes } from './features/records/routes.ts';
import { schoolReflowRoutes } from './features/reflows/routes.ts';
import { reviewRoutes } from './features/reviews/routes.ts';
import { reflowRoutes } from './features/schemes/edit/reflow-routes.ts';
import { schemeEditRoutes } from './features/schemes/edit/routes.ts';
import { schemeLifecycleRoutes } from './features/schemes/lifecycle-routes.ts';
import { schemeRoutes } from './features/schemes/routes.ts';
import { schoolRoutes } from './features/schools/routes.ts';
import { searchRoutes } from './features/search/routes.ts';
import { siteLanguageRoutes } from './features/site-language/routes.ts';
import { slipRoutes } from './features/slips/routes.ts';
import { standInRoutes } from './features/stand-ins/routes.ts';
import { statusRoutes } from './features/status/routes.ts';
import { timetableImportRoutes } from './features/timetable/import-routes.ts';
import { timetableRoutes } from './features/timetable/routes.ts';
import { newId } from './ids.ts';
import { activity } from './plugins/activity.ts';
import { errors } from './plugins/errors.ts';
import { hold } from './plugins/hold.ts';
import { maintenance } from './plugins/maintenance.ts';
import { protection } from './plugins/protection.ts';
import { requestLog } from './plugins/request-log.ts';
import { room } from './plugins/room.ts';
import { sessions } from './plugins/sessions.ts';
import { streams } from './plugins/streams.ts';
import type { Services } from './services.ts';
import { version } from './version.ts';

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyInstance {
    services: Services;
    authentication: Authentication;
    board: Board;
  }
}

const requestIdForm = /^[\w-]{8,64}$/;

/** The whole API, ready to `inject` into or to listen. Closing it leaves the services to their owner. */
export async function buildApp(services: Services): Promise<App> {
  const app = Fastify({
    loggerInstance: services.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // The reverse proxy is the only one that can connect to the socket: its word about the client counts.
    trustProxy: true,
    bodyLimit: 1_048_576,
    // Set by the reverse proxy, and found again in its log.
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && requestIdForm.test(given) ? given : newId();
    },
    return503OnClosing: false,
    routerOptions: { maxParamLength: 100 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  app.decorate('services', services);
  await app.register(errors);
  await app.register(requestLog);
  await app.register(protection);
  const { stateFolder } = services.settings.operations;
  await app.register(hold, { stateFolder, areBack: () => areStoresBack(services) });
  await app.register(swagger, {
    openapi: { info: { title: 'TeachTrack', version }, openapi: '3.1.0' },
    transform: jsonSchemaTransform,
  });
  await app.register(streams, { services });
  await app.register(maintenance, { services });
  await app.register(sessions, { services });
  await app.register(activity, { services });
  await app.register(room, { services });
  app.decorate('board', createBoard(services.db));
  app.decorate('authentication', createAuthentication(services, app.sessions));

  await app.register(healthRoutes);
  await app.register(apiRoutes, { prefix: '/api/v1' });
  await app.ready();
  return app;
}

async function apiRoutes(app: App): Promise<void> {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  const features = [
    authRoutes,
    accountRoutes,
    maintenanceRoutes,
    meRoutes,
    siteLanguageRoutes,
    schoolRoutes,
    peopleRoutes,
    standInRoutes,
    peopleImportRoutes,
    slipRoutes,
    departmentRoutes,
    auditRoutes,
    curriculumRoutes,
    curriculumEditingRoutes,
    calendarRoutes,
    calendarEditingRoutes,
    classRoutes,
    allocationRoutes,
    timetableRoutes,
    timetableImportRoutes,
    lessonRuleRoutes,
    schemeRoutes,
    schemeEditRoutes,
    schemeLifecycleRoutes,
    reflowRoutes,
    schoolReflowRoutes,
    planRoutes,
    jobRoutes,
    eventRoutes,
    announcementRoutes,
    dashboardRoutes,
    documentRoutes,
    paperRoutes,
    searchRoutes,
    reviewRoutes,
    recordCheckRoutes,
    recordRoutes,
    statusRoutes,
  ];
  for (const routes of features) await app.register(routes);
  app.get('/openapi.json', { config: { open: true }, schema: { hide: true } }, async () => app.swagger());
}
