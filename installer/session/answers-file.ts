import { readFile } from 'node:fs/promises';
import { parse, stringify, YAMLParseError } from 'yaml';
import { ProvisionError } from '../../provision/model/error.ts';
import { type Answers, parseAnswers } from '../contract/answers.ts';

/** Reads answers in YAML or JSON. Rejects with TT-ANSWERS-01 and the place of every problem. */
export async function readAnswers(path: string | undefined): Promise<Answers> {
  if (path === undefined) return { version: 1 };
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `${path} cannot be read (${cause.code})`, cause });
  });
  return answersOfText(path, text);
}

/** As `readAnswers`, of a text that came from `name`. */
export function answersOfText(name: string, text: string): Answers {
  const parsed = parseAnswers(decoded(name, text));
  if (parsed.kind === 'valid') return parsed.answers;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `${name} has ${parsed.problems.length} problem${parsed.problems.length === 1 ? '' : 's'}`,
    evidence: parsed.problems.map((one) => `${one.place}: ${one.problem}`),
  });
}

const head = `# Answers for TeachTrack. The desktop app and “teachtrack --answers” read the same file.
# There is no password in it, and none may be put in.
`;

export function answersText(answers: Answers): string {
  return `${head}${stringify(answers, { lineWidth: 0 })}`;
}

function decoded(name: string, text: string): unknown {
  try {
    // Aliases are of no use here and can make a small file endless.
    return parse(text, { maxAliasCount: 0 });
  } catch (cause) {
    const place = cause instanceof YAMLParseError ? cause.message.split('\n')[0] : String(cause);
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: `${name} is neither YAML nor JSON`,
      evidence: [place ?? ''],
      cause,
    });
  }
}
