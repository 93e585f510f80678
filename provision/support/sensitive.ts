import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StepContext } from '../model/step.ts';
import { query, schemaOf } from '../ops/mysql.ts';
import { inputsOf } from '../steps/inputs.ts';
import { accountsOfPeople } from './entries.ts';
import type { Person } from './people.ts';
import type { Sensitive } from './redaction.ts';

/** Contents of the files below the folders that are not for everybody's eyes. */
export function secretFilesIn(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => {
    let entries: import('node:fs').Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      return [];
    }
    return entries.flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return secretFilesIn([path]);
      return entry.isFile() && !entry.name.endsWith('.crt') ? [readFileSync(path, 'utf8')] : [];
    });
  });
}

/** Everybody who has an account on the site or on the server, and the secrets of this server. */
export async function sensitiveOf(
  context: StepContext,
  secretFolders: readonly string[],
): Promise<{ readonly sensitive: Sensitive; readonly notes: readonly string[] }> {
  const { administrator, addresses } = context.wanted;
  const notes: string[] = [];
  const people = await peopleOf(context).catch((thrown: unknown) => {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    notes.push(`The names of people could not be read (${why}): look through the logs before you hand this on.`);
    return [];
  });
  const first = { ...administrator, staffNumber: null };
  return {
    sensitive: {
      secretFiles: secretFilesIn(secretFolders),
      people: [first, ...people, ...(await accountsOfPeople(context))],
      ownAddresses: addresses,
    },
    notes,
  };
}

async function peopleOf(context: StepContext): Promise<readonly Person[]> {
  const { database } = await inputsOf(context);
  const ask = `SELECT user_name, COALESCE(staff_number, ''), full_name FROM ${schemaOf(database)}.user ORDER BY id`;
  const rows = await query(context, database, ask);
  return rows.map(([userName = '', staffNumber = '', fullName = '']) => ({
    userName,
    staffNumber: staffNumber === '' ? null : staffNumber,
    fullName,
  }));
}
