import { ProvisionError } from '../../../provision/model/error.ts';
import type { Secret } from '../../../provision/model/secret.ts';
import type { Question } from '../../contract/calls/connection.ts';
import type { Ask } from '../open-server.ts';
import { State } from './state.ts';

type Account = { readonly host: string; readonly port: number; readonly user: string };
type Answer = (answers: readonly Secret[] | undefined) => void;

/** What servers ask at a sign-in, for a window to answer. */
export class Questions {
  readonly open = new State<readonly Question[]>([]);
  readonly #answers = new Map<string, Answer>();
  #count = 0;

  /** Asks for one account. */
  asker(account: Account): Ask {
    return ({ text, questions }, until) =>
      new Promise((resolve) => {
        this.#count += 1;
        const id = `q${this.#count}`;
        const close: Answer = (answers) => {
          if (!this.#answers.delete(id)) return;
          this.open.set(this.open.value.filter((one) => one.id !== id));
          resolve(answers);
        };
        this.#answers.set(id, close);
        until.addEventListener('abort', () => close(undefined), { once: true });
        this.open.set([...this.open.value, { id, ...account, text, questions: [...questions] }]);
      });
  }

  /** Undefined: the person gave up. Throws TT-WINDOW-02 when it is not asked any more. */
  answer(id: string, answers: readonly Secret[] | undefined): void {
    const resolve = this.#answers.get(id);
    if (resolve === undefined)
      throw new ProvisionError({ code: 'TT-WINDOW-02', message: 'The server does not ask this any more.' });
    resolve(answers);
  }
}
