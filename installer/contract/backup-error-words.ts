import type { ErrorCode } from '../../provision/model/error.ts';
import type { ErrorWords } from './error-words.ts';

type BackupCode = Extract<ErrorCode, `TT-BACKUP-${string}`>;

/** The words for what can be wrong with backups. */
export const backupErrorWords: Readonly<Record<BackupCode, ErrorWords>> = {
  'TT-BACKUP-01': {
    title: 'This backup is damaged and cannot be used.',
    causes: ['The disk or the copy of it is failing.', 'It was not copied to its end.', 'It is another kind of file.'],
    next: 'Use another backup, and look after the disk this one was on.',
  },
  'TT-BACKUP-02': {
    title: 'The key does not fit this backup.',
    causes: ['The backup was made by another server, or before its key was changed.', 'The key was typed wrongly.'],
    next: 'Give the key that was written down when that server was set up.',
  },
  'TT-BACKUP-03': {
    title: 'There is no such backup.',
    causes: ['It was removed because newer ones took its place.', 'It lies on another disk or server.'],
    next: 'Look at the list with “teachtrack backup list”.',
  },
  'TT-BACKUP-04': {
    title: 'A place for copies of backups cannot be used.',
    causes: [
      'The disk or the server is not connected.',
      'It is full, or cannot be written to.',
      'The user name or the password is not right.',
    ],
    next: 'Put that right, then try again. The backups that were there are untouched.',
  },
  'TT-BACKUP-05': {
    title: 'What was restored is not what was backed up.',
    causes: ['The backup was made by a version that wrote it wrongly.', 'The server’s disk or memory is failing.'],
    next: 'The data in use was not touched. Try an older backup, and send a report to whoever supports you.',
  },
};
