import { ProvisionError } from '../model/error.ts';

const MiB = 1024 * 1024;

export type SpaceQuestion = {
  readonly path: string;
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly databaseBytes: number;
  readonly documentBytes: number;
  /** What the emergency reserve, which was given back, will take again. */
  readonly owedBytes?: number;
  /** The last backup: what went in and what came out. */
  readonly last?: { readonly contentBytes: number; readonly bytes: number };
};

export type SpaceAnswer = {
  readonly estimateBytes: number;
  /** Left alone, so that a backup never takes the database's last space. */
  readonly reserveBytes: number;
  readonly freeBytes: number;
  readonly enough: boolean;
};

/** Of a disk, a twentieth is left alone, at least 256 MiB and at most 2 GiB. */
export function reserveOf(totalBytes: number): number {
  return Math.min(2048 * MiB, Math.max(256 * MiB, Math.floor(totalBytes / 20)));
}

/**
 * Whether a backup will fit. What the last one made of its content, and a quarter more; before the first one, half of the
 * database and all of the documents, which are compressed already.
 */
export function spaceFor(question: SpaceQuestion): SpaceAnswer {
  const { freeBytes, totalBytes, databaseBytes, documentBytes, owedBytes = 0, last } = question;
  const content = databaseBytes + documentBytes;
  const first = databaseBytes / 2 + documentBytes;
  const learnt =
    last === undefined || last.contentBytes === 0 ? first : (last.bytes / last.contentBytes) * content * 1.25;
  const estimateBytes = Math.ceil(Math.max(learnt, last?.bytes ?? 0) + MiB);
  const reserveBytes = reserveOf(totalBytes) + owedBytes;
  return { estimateBytes, reserveBytes, freeBytes, enough: freeBytes - reserveBytes >= estimateBytes };
}

/** Rejects with TT-FILE-01 and the numbers. */
export function requireSpace(question: SpaceQuestion): SpaceAnswer {
  const answer = spaceFor(question);
  if (answer.enough) return answer;
  const { estimateBytes, reserveBytes, freeBytes } = answer;
  throw new ProvisionError({
    code: 'TT-FILE-01',
    message: `A backup will take about ${megabytes(estimateBytes)} in ${question.path}, and ${megabytes(reserveBytes)} must stay free there; ${megabytes(freeBytes)} are free.`,
    evidence: [
      `database ${megabytes(question.databaseBytes)}`,
      `documents ${megabytes(question.documentBytes)}`,
      `missing ${megabytes(estimateBytes + reserveBytes - freeBytes)}`,
    ],
  });
}

export function megabytes(bytes: number): string {
  const size = bytes / MiB;
  if (size >= 1024) return `${(size / 1024).toFixed(1)} GB`;
  return `${size >= 10 ? Math.round(size) : size.toFixed(1)} MB`;
}
