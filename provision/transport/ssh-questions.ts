import type { KeyboardInteractiveCallback, Prompt } from 'ssh2';
import { Secret } from '../model/secret.ts';

/** What a server asks at the sign-in besides what it was given, such as the code of a token. */
export type Asked = {
  /** What the server says to it; often empty. */
  readonly text: string;
  /** `isHidden`: what is typed is not to be shown. */
  readonly questions: readonly { readonly text: string; readonly isHidden: boolean }[];
};

/** Asks a person, until the server waits no more. An answer for each question; undefined when they gave up. */
export type Ask = (asked: Asked, until: AbortSignal) => Promise<readonly Secret[] | undefined>;

/** The same for one attempt to sign in. */
export type AskNow = (asked: Asked) => Promise<readonly Secret[] | undefined>;

const longest = 500;
const most = 20;

type Prompted = (
  name: string,
  instructions: string,
  lang: string,
  prompts: Prompt[],
  finish: KeyboardInteractiveCallback,
) => void;

/**
 * Answers one exchange of `keyboard-interactive`: the first hidden question with the password, where there is one, and
 * every other by asking a person. Where nobody can be asked it stays empty, and the server refuses.
 */
export function answering(password: Secret | undefined, ask: AskNow | undefined): Prompted {
  let left = password;
  return (name, instructions, _lang, prompts, finish) => {
    const known = new Map<number, Secret>();
    for (const [index, { echo }] of prompts.entries()) {
      if (left === undefined || echo === true) continue;
      known.set(index, left);
      left = undefined;
    }
    const open = prompts.flatMap((prompt, index) => (known.has(index) ? [] : [{ prompt, index }]));
    const done = () => finish(prompts.map((_, index) => known.get(index)?.reveal() ?? ''));
    if (open.length === 0 || open.length > most || ask === undefined) return done();
    const questions = open.map(({ prompt }) => ({ text: shown(prompt.prompt), isHidden: prompt.echo !== true }));
    const text = [name, instructions]
      .map(shown)
      .filter((part) => part !== '')
      .join(' ');
    ask({ text, questions }).then(
      (answers = []) => {
        for (const [place, { index }] of open.entries()) known.set(index, answers[place] ?? new Secret(''));
        done();
      },
      () => done(),
    );
  };
}

/** The server's words are shown to a person: nothing in them may pose as ours, or fill the screen. */
function shown(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, longest);
}
