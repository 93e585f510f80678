import type { App } from '../../app.ts';
import { notFound } from '../common/problem.ts';
import { idParams } from '../common/schema.ts';
import { learningAreasAnswer, learningAreasQuery, learningAreaTreeSchema } from './schema.ts';
import { listLearningAreas, readTree } from './store.ts';

export async function curriculumRoutes(app: App): Promise<void> {
  const { db } = app.services;

  app.get(
    '/learning-areas',
    {
      schema: {
        summary: 'Learning areas of the curricula in use',
        querystring: learningAreasQuery,
        response: { 200: learningAreasAnswer },
      },
    },
    async (request) => ({ items: await listLearningAreas(db, request.query.grade) }),
  );

  app.get(
    '/learning-areas/:id',
    {
      schema: {
        summary: 'Strands, sub-strands and outcomes of a learning area',
        params: idParams,
        response: { 200: learningAreaTreeSchema },
      },
    },
    async (request) => {
      const tree = await readTree(db, request.params.id, request.scope);
      if (tree === null) throw notFound('learning area');
      return tree;
    },
  );
}
