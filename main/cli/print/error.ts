import { errorWords } from '../../../installer/contract/error-words.ts';
import type { ErrorCode } from '../../../installer/session/values.ts';
import { paint, wrap } from './style.ts';

export type PrintableError = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly evidence: readonly string[];
};

/** What happened, why most likely, the proof, and what to do now; for a person. */
export function errorText(error: PrintableError): string {
  const words = errorWords[error.code];
  const causes = words.causes.map((cause, index) => `  ${index === 0 ? 'Most likely' : 'or'}: ${wrap(cause, 6)}`);
  const evidence = error.evidence.map((line) => `  ${paint('dim', '│')} ${line}`);
  return [
    `${paint('red', '✗')} ${paint('bold', words.title)} ${paint('dim', `(${error.code})`)}`,
    `  ${wrap(error.message, 2)}`,
    ...causes,
    ...evidence,
    `  ${paint('bold', 'Now:')} ${wrap(words.next, 7)}`,
  ].join('\n');
}
