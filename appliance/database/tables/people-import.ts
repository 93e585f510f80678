import type { Generated } from 'kysely';
import type { Moments } from './moments.ts';

export type PeopleImportTables = {
  people_import: {
    id: string;
    owner_id: string;
    school_id: string | null;
    file_name: string;
    file: Buffer;
    state: 'checking' | 'checked' | 'refused' | 'committing' | 'committed';
    headings: string;
    mapping: string | null;
    notes: string;
    problem: string | null;
    end_left: Generated<number>;
  } & Moments;
  people_import_row: {
    import_id: string;
    line_number: number;
    /** A row of the diff, or `left`: somebody at the school whom the file does not name. */
    state: string;
    user_id: string | null;
    record: string;
    reasons: string;
    outcome: 'done' | 'skipped' | null;
  };
  demo_school: { school_id: string };
  demo_user: { user_id: string };
  slip_sheet: { id: string; owner_id: string; people: number; pdf: Buffer; expires_at: Date };
};
