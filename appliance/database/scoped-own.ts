import type { Scope } from '../features/common/scope.ts';
import type { Database } from './connect.ts';
import { within } from './scoped.ts';

/* Part of `scoped.ts`: what is the caller's alone, whoever else looks after the school. */

/** Lists of people that the caller is bringing in. */
export function ownImports(db: Database, scope: Scope) {
  return db.selectFrom('people_import').where('people_import.owner_id', '=', scope.userId);
}

/** Sheets of slips the caller has made and not yet printed. */
export function ownSlips(db: Database, scope: Scope) {
  return db
    .selectFrom('slip_sheet')
    .where('slip_sheet.owner_id', '=', scope.userId)
    .where('slip_sheet.expires_at', '>', new Date());
}

/** Looks at the schemes of a school that the caller asked for, while at that school. */
export function ownReflows(db: Database, scope: Scope) {
  return db
    .selectFrom('reflow')
    .where('reflow.owner_id', '=', scope.userId)
    .where((where) => within(where, 'reflow.school_id', scope.schools));
}

/** Files of the caller's own data that have not run out. */
export function ownExports(db: Database, scope: Scope) {
  return db
    .selectFrom('account_export')
    .where('account_export.owner_id', '=', scope.userId)
    .where('account_export.expires_at', '>', new Date());
}

/** The caller's own memberships, past ones too. */
export function ownMemberships(db: Database, scope: Scope) {
  return db.selectFrom('membership').where('membership.user_id', '=', scope.userId);
}

/** Roles of the caller's that others hold for them, and those the caller holds for others. */
export function ownLendings(db: Database, scope: Scope) {
  return db
    .selectFrom('membership')
    .where('membership.acting_for', 'is not', null)
    .where((where) =>
      where.or([where('membership.acting_for', '=', scope.userId), where('membership.user_id', '=', scope.userId)]),
    );
}
