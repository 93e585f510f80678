import type { JobKindName } from '../queues/kinds.ts';
import { checkPeople } from './check-people.ts';
import { commitPeople } from './commit-people.ts';
import { exportAccount } from './export-account.ts';
import { generateSchemeOfJob } from './generate-scheme.ts';
import type { Processor } from './job-context.ts';
import { preparePlansOfJob } from './prepare-plans.ts';
import { printSlips } from './print-slips.ts';
import { reflowSchool } from './reflow-school.ts';
import { renderDocumentOfJob } from './render-document.ts';

/** Who does which kind of job. */
export const processors: { readonly [Name in JobKindName]: Processor<Name> } = {
  'scheme.generate': generateSchemeOfJob,
  'document.render': renderDocumentOfJob,
  'plans.prepare': preparePlansOfJob,
  'schemes.reflow': reflowSchool,
  'people.check': checkPeople,
  'people.commit': commitPeople,
  'slips.print': printSlips,
  'account.export': exportAccount,
};
