import { record } from '../database/audit.ts';
import { Typeface } from '../documents/fonts/typeface.ts';
import { hashPassword } from '../features/auth/password.ts';
import type { Role } from '../features/me/schema.ts';
import { mayAppoint } from '../features/people/care.ts';
import { scopeOfUser } from '../features/people/memberships.ts';
import { pieces } from '../features/people-import/known.ts';
import { passphrase } from '../features/slips/passphrase.ts';
import { type Slip, slipSheet } from '../features/slips/sheet.ts';
import { newId } from '../ids.ts';
import { today } from '../today.ts';
import { HopelessJob, type JobContext, type Processor } from './job-context.ts';

const keptMs = 24 * 3_600_000;
/** Hashes at the same time; each takes 19 MiB. */
const together = 2;

/**
 * Makes passphrases and prints them. They exist in the sheet alone, which goes once it is printed: run again, the job
 * makes others, and the first ones never worked because sheet and hashes are written together.
 */
export const printSlips: Processor<'slips.print'> = async (context) => {
  const { db, job, settings } = context;
  const people = await peopleWithoutSignIn(context);
  if (people.length === 0) throw new HopelessJob('Everybody here has signed in already: there is nothing to print.');
  const slips: (Slip & { readonly userId: string; readonly hash: string })[] = [];
  for (const some of pieces(people, together)) {
    slips.push(
      ...(await Promise.all(
        some.map(async (person) => {
          const words = passphrase();
          return { ...person, passphrase: words, hash: await hashPassword(words) };
        }),
      )),
    );
    await context.report(slips.length, people.length);
  }
  const [address = ''] = settings.origins;
  const sheet = { slips, typeface: new Typeface(), siteName: settings.displayName, address, date: today() };
  const pdf = slipSheet(sheet);
  const id = newId();
  await db.transaction().execute(async (transaction) => {
    const now = new Date();
    for (const { userId, hash } of slips) {
      await transaction
        .updateTable('user')
        .set({ password_hash: hash, must_change: 1, reset_by: job.owner_id, reset_at: now })
        .where('id', '=', userId)
        .where('last_sign_in_at', 'is', null)
        .execute();
    }
    await transaction.deleteFrom('slip_sheet').where('expires_at', '<', now).execute();
    const expires_at = new Date(now.getTime() + keptMs);
    await transaction
      .insertInto('slip_sheet')
      .values({ id, owner_id: job.owner_id, people: slips.length, pdf, expires_at })
      .execute();
    const act = { action: 'slips.printed', object: `slips ${id}`, actorId: job.owner_id, schoolId: job.school_id };
    await record(transaction, { ...act, meta: { people: slips.length } });
    await context.finish(transaction, { total: slips.length, targetId: id });
  });
};

/** Those in full care of the owner who have never signed in, by school and name. */
async function peopleWithoutSignIn({ db, job, params }: JobContext<'slips.print'>) {
  const scope = await scopeOfUser(db, job.owner_id);
  const { schoolId, importId } = params;
  const rows = await db
    .selectFrom('membership')
    .innerJoin('user', 'user.id', 'membership.user_id')
    .leftJoin('school', 'school.id', 'membership.school_id')
    .select(['user.id', 'user.full_name', 'user.user_name', 'user.staff_number', 'school.name'])
    .select(['membership.role', 'membership.district_id', 'membership.school_id'])
    .where('user.last_sign_in_at', 'is', null)
    .where('user.status', '=', 'active')
    .where('user.must_change', '=', 1)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]))
    .where('user.id', 'in', (query) =>
      schoolId === undefined
        ? query
            .selectFrom('people_import_row')
            .innerJoin('people_import', 'people_import.id', 'people_import_row.import_id')
            .select((column) => column.ref('people_import_row.user_id').$castTo<string>().as('user_id'))
            .where('people_import.id', '=', importId ?? '')
            .where('people_import.owner_id', '=', job.owner_id)
            .where('people_import_row.outcome', '=', 'done')
        : query.selectFrom('membership as m').select('m.user_id').where('m.school_id', '=', schoolId),
    )
    .orderBy('school.name')
    .orderBy('user.full_name')
    .orderBy('user.id')
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((memberships) => {
    const [first] = memberships;
    const mine = memberships.every((one) =>
      mayAppoint(scope, one.role as Role, { districtId: one.district_id, schoolId: one.school_id }),
    );
    if (first === undefined || !mine || first.id === scope.userId) return [];
    const { id: userId, full_name: fullName, staff_number, user_name, name } = first;
    return [{ userId, fullName, signInName: staff_number ?? user_name, school: name ?? '' }];
  });
}
