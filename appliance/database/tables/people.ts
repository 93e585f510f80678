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
    language: string;
    password_hash: string;
    must_change: number;
    status: 'active' | 'suspended';
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
  } & Moments;
  department: { id: string; school_id: string; name: string } & Moments;
  session: {
    id: string;
    token_hash: string;
    user_id: string;
    device: string;
    expires_at: Date;
    created_at: Generated<Date>;
  };
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
