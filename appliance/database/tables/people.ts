import type { Generated } from 'kysely';
import type { Moments } from './moments.ts';

export type PeopleTables = {
  district: { id: string; name: string; time_zone: string; locale: string } & Moments;
  school: { id: string; district_id: string; code: string; name: string; level: string } & Moments;
  user: {
    id: string;
    user_name: string;
    staff_number: string | null;
    full_name: string;
    phone: string | null;
    /** As whoever brought the person in said it; English where nobody did. */
    language: string;
    /** In which the site speaks, as the person chose it; empty before. */
    site_language: Generated<string>;
    password_hash: string;
    must_change: number;
    status: 'active' | 'suspended';
    last_sign_in_at: Generated<Date | null>;
    /** Version of the purpose notice the person has seen. */
    notice_seen: Generated<number>;
    pin_hash: Generated<string | null>;
    /** Who gave the password a new value, when it was not the person. */
    reset_by: Generated<string | null>;
    reset_at: Generated<Date | null>;
  } & Moments;
  sign_in_name: { name: string; user_id: string };
  membership: {
    id: string;
    user_id: string;
    district_id: string;
    school_id: string | null;
    role: string;
    valid_from: string;
    valid_to: string | null;
    department_id: Generated<string | null>;
    /** Whose role it is, held for them: it counts only while they have it. */
    acting_for: Generated<string | null>;
  } & Moments;
  department: { id: string; school_id: string; name: string } & Moments;
  session: {
    id: string;
    token_hash: string;
    user_id: string;
    device: string;
    expires_at: Date;
    created_at: Generated<Date>;
    /** On a computer that many use: short-lived, and locked when left alone. */
    shared: Generated<number>;
    locked_at: Generated<Date | null>;
    /** Of a shared computer: when it was last used, to some minutes. */
    seen_at: Generated<Date | null>;
    /** Wrong PINs since it was locked. */
    unlock_attempts: Generated<number>;
  };
  reset_code: { user_id: string; code_hash: string; issued_by: string; expires_at: Date; attempts: Generated<number> };
  recovery_code: { code_hash: string; user_id: string; used_at: Date | null };
  account_export: { id: string; owner_id: string; file: Buffer; expires_at: Date };
  audit: {
    id: string;
    at: Date;
    actor_id: string | null;
    school_id: string | null;
    action: string;
    object: string;
    meta: string;
  };
};
