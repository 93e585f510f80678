import { z } from 'zod';
import type { ErrorCode } from '../../provision/model/error.ts';
import { errorWords } from './error-words.ts';
import { nextInWindow } from './window-words.ts';

const codeSchema = z.custom<ErrorCode>((value) => typeof value === 'string' && Object.hasOwn(errorWords, value));

/** An error as it crosses to a face: words for people, the technical sentence and the evidence. Never a secret. */
export const faceErrorSchema = z.object({
  code: codeSchema,
  /** What happened, in a person’s words. */
  title: z.string(),
  /** What happened to what, exactly. */
  message: z.string(),
  /** Likely causes, the likeliest first. */
  causes: z.array(z.string()),
  /** What to do now. */
  next: z.string(),
  /** The last lines of a command, the holder’s pid, the places of problems. */
  evidence: z.array(z.string()),
});
export type FaceError = z.infer<typeof faceErrorSchema>;

type Told = { readonly code: ErrorCode; readonly message: string; readonly evidence: readonly string[] };

/** Adds the words for people, chosen by the code. */
export function faceErrorOf({ code, message, evidence }: Told): FaceError {
  const { title, causes, next } = errorWords[code];
  return { code, title, message, causes: [...causes], next: nextInWindow[code] ?? next, evidence: [...evidence] };
}
