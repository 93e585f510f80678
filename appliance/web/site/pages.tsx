import { type ComponentType, lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { Me } from '../../features/me/schema.ts';
import { fetched } from './api/fetched.ts';
import { Waiting } from './components/waiting.tsx';

/** What every page gets: who looks, and the parts of its path. */
export type PageProps = { readonly me: Me; readonly params: Readonly<Record<string, string>> };

/** Every page loads by itself, so that the first paint does not pay for all of them. */
const pages: readonly { readonly path: string; readonly Page: ComponentType<PageProps> }[] = [
  page('/', () => import('./pages/home.tsx').then(({ Home }) => Home)),
  page('/account', () => import('./pages/account.tsx').then(({ Account }) => Account)),
  page('/announcements', () => import('./pages/announcements.tsx').then(({ Announcements }) => Announcements)),
  page('/search', () => import('./pages/search.tsx').then(({ Search }) => Search)),
  page('/help', () => import('./pages/help.tsx').then(({ Help }) => Help)),
  page('/schemes', () => import('./pages/schemes.tsx').then(({ Schemes }) => Schemes)),
  page('/schemes/new', () => import('./pages/new-scheme.tsx').then(({ NewScheme }) => NewScheme)),
  page('/schemes/:id/plans', () => import('./pages/plans.tsx').then(({ Plans }) => Plans)),
  page('/schemes/:id/plans/:rowId', () => import('./pages/plan.tsx').then(({ Plan }) => Plan)),
  page('/shared/:token', () => import('./pages/shared.tsx').then(({ Shared }) => Shared)),
  page('/schemes/:id', () => import('./pages/scheme.tsx').then(({ Scheme }) => Scheme)),
  page('/today', () => import('./pages/today.tsx').then(({ Today }) => Today)),
  page('/coverage', () => import('./pages/coverage.tsx').then(({ Coverage }) => Coverage)),
  page('/records', () => import('./pages/records.tsx').then(({ Records }) => Records)),
  page('/records/:allocationId', () => import('./pages/record.tsx').then(({ RecordOfWork }) => RecordOfWork)),
  page('/reviews', () => import('./pages/reviews.tsx').then(({ Reviews }) => Reviews)),
  page('/reviews/:id', () => import('./pages/review.tsx').then(({ Review }) => Review)),
  page('/schools', () => import('./pages/schools.tsx').then(({ Schools }) => Schools)),
  page('/schools/:id/import', () => import('./pages/import-people.tsx').then(({ ImportPeople }) => ImportPeople)),
  page('/schools/:id/departments', () => import('./pages/departments.tsx').then(({ Departments }) => Departments)),
  page('/schools/:id/approval', () => import('./pages/approval-steps.tsx').then(({ ApprovalSteps }) => ApprovalSteps)),
  page('/schools/:id/audit', () => import('./pages/audit.tsx').then(({ Audit }) => Audit)),
  page('/people/:id', () => import('./pages/person.tsx').then(({ PersonPage }) => PersonPage)),
  page('/schools/:id', () => import('./pages/people.tsx').then(({ People }) => People)),
  page('/timetable', () => import('./pages/my-week.tsx').then(({ MyWeek }) => MyWeek)),
  page('/classes', () => import('./pages/classes.tsx').then(({ Classes }) => Classes)),
  page('/classes/rules', () => import('./pages/lesson-rules.tsx').then(({ LessonRules }) => LessonRules)),
  page('/classes/:id', () => import('./pages/class.tsx').then(({ ClassPage }) => ClassPage)),
  page('/calendar', () => import('./pages/calendar.tsx').then(({ Calendar }) => Calendar)),
  page('/curriculum', () => import('./pages/curriculum.tsx').then(({ Curriculum }) => Curriculum)),
  page('/curriculum/:id', () =>
    import('./pages/curriculum-editor.tsx').then(({ CurriculumEditor }) => CurriculumEditor),
  ),
];

export function Pages({ me }: { readonly me: Me }) {
  return (
    <Suspense fallback={<Waiting height="50vh" />}>
      <Switch>
        {pages.map(({ path, Page }) => (
          <Route key={path} path={path}>
            {(params) => <Page me={me} params={params as PageProps['params']} />}
          </Route>
        ))}
        <Route>
          <Redirect to="/" replace />
        </Route>
      </Switch>
    </Suspense>
  );
}

function page(path: string, load: () => Promise<ComponentType<PageProps>>) {
  return { path, Page: lazy(async () => ({ default: await fetched(load) })) };
}
