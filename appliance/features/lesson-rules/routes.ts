import type { App } from '../../app.ts';
import { lessonRulesAnswer, lessonRulesQuery, setLessonRulesRequest } from './schema.ts';
import { listLessonRules, setLessonRules } from './store.ts';

export async function lessonRuleRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/lesson-rules',
    {
      schema: {
        summary: 'Lessons a week, minutes and doubles of every learning area',
        querystring: lessonRulesQuery,
        response: { 200: lessonRulesAnswer },
      },
    },
    async (request) => ({ items: await listLessonRules(db, request.scope, request.query.schoolId) }),
  );

  app.put(
    '/lesson-rules',
    {
      schema: {
        summary: 'Set rules of the district or of a school',
        body: setLessonRulesRequest,
        response: { 200: lessonRulesAnswer },
      },
    },
    async (request) => ({ items: await setLessonRules(db, request.scope, request.body) }),
  );
}
