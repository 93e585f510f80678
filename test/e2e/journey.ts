import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { TermsAnswer } from '../../appliance/features/calendar/schema.ts';
import type { LearningAreasAnswer } from '../../appliance/features/curriculum/schema.ts';
import type { Job } from '../../appliance/features/jobs/schema.ts';
import type { Me } from '../../appliance/features/me/schema.ts';
import type { OneTimePasswordAnswer } from '../../appliance/features/people/schema.ts';
import type { GenerateSchemeAnswer, Scheme } from '../../appliance/features/schemes/schema.ts';
import type { School } from '../../appliance/features/schools/schema.ts';
import { type Answer, LanClient } from './lan-client.ts';

export type SignIn = { readonly userName: string; readonly password: string };
export type Place = { readonly origin: string; readonly ca?: string };

/** Signs in with a one-time password and chooses an own one, as the site forces everybody to. */
export async function firstSignIn(
  place: Place,
  given: SignIn,
): Promise<{ readonly client: LanClient; readonly own: SignIn }> {
  const client = new LanClient(place.origin, place.ca);
  const me = must(
    await client.api<Me>('/auth/login', { body: { name: given.userName, password: given.password } }),
    200,
  );
  if (!me.mustChangePassword) throw new Error(`${given.userName} need not change the password that was given`);
  const own = { userName: given.userName, password: ownPassword() };
  const body = { currentPassword: given.password, newPassword: own.password };
  const changed = await client.api('/auth/password', { body });
  if (changed.status >= 300)
    throw new Error(`changing the password gave ${changed.status} ${JSON.stringify(changed.body)}`);
  return { client, own };
}

/** The administrator makes a school and a teacher in it; gives the teacher's one-time sign-in. */
export async function makeTeacher(
  admin: LanClient,
  school: { readonly code: string; readonly name: string },
): Promise<SignIn> {
  const made = must(await admin.api<School>('/schools', { body: { ...school, level: 'primary' } }), 201);
  const teacher = await admin.api<OneTimePasswordAnswer>('/people', {
    body: { schoolId: made.id, role: 'teacher', fullName: 'Amina Otieno', staffNumber: `T-${school.code}` },
  });
  const { person, oneTimePassword } = must(teacher, 201);
  return { userName: person.userName, password: oneTimePassword };
}

/** The teacher has a scheme made as a queue job and opens it. */
export async function makeScheme(teacher: LanClient, className = '4 East'): Promise<Scheme> {
  const areas = must(await teacher.api<LearningAreasAnswer>('/learning-areas'), 200);
  const terms = must(await teacher.api<TermsAnswer>('/terms'), 200);
  const area = areas.items[0];
  const termId = terms.current ?? terms.items[0]?.id;
  if (area === undefined || termId === undefined) throw new Error('there is no curriculum or no term to plan for');
  const lessons = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: 2, units: 1 }));
  const accepted = await teacher.api<GenerateSchemeAnswer>('/schemes/generate', {
    body: { learningAreaId: area.id, termId, className, lessons },
    headers: { 'idempotency-key': randomBytes(16).toString('hex') },
  });
  const { jobId, schemeId } = must(accepted, 202);
  await untilDone(teacher, jobId);
  return must(await teacher.api<Scheme>(`/schemes/${schemeId}`), 200);
}

async function untilDone(teacher: LanClient, jobId: string): Promise<void> {
  for (let attempt = 0; attempt < 3_000; attempt += 1) {
    const job = must(await teacher.api<Job>(`/jobs/${jobId}`), 200);
    if (job.state === 'completed') return;
    if (job.state === 'failed') throw new Error(`the job failed: ${job.error}`);
    await pause(100);
  }
  throw new Error('the job was not done within five minutes');
}

export function must<T>(answer: Answer<T>, status: number): T {
  if (answer.status !== status)
    throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

function ownPassword(): string {
  return randomBytes(9).toString('base64url');
}
