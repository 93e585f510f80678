import { readFile } from 'node:fs/promises';
import { parse, YAMLParseError } from 'yaml';
import { type Answers, parseAnswers } from '../../../installer/contract/answers.ts';
import { ProvisionError } from '../../../installer/session/values.ts';

/** Reads answers in YAML or JSON. Rejects with TT-ANSWERS-01 and the place of every problem. */
export async function readAnswers(path: string | undefined): Promise<Answers> {
  if (path === undefined) return { version: 1 };
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `${path} cannot be read (${cause.code})`, cause });
  });
  const parsed = parseAnswers(decoded(path, text));
  if (parsed.kind === 'valid') return parsed.answers;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `${path} has ${parsed.problems.length} problem${parsed.problems.length === 1 ? '' : 's'}`,
    evidence: parsed.problems.map((one) => `${one.place}: ${one.problem}`),
  });
}

function decoded(path: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const place = cause instanceof YAMLParseError ? cause.message.split('\n')[0] : String(cause);
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: `${path} is neither YAML nor JSON`,
      evidence: [place ?? ''],
      cause,
    });
  }
}
