import type { Handlers } from '../../../installer/channel/handlers.ts';
import type { Held, Question } from '../../../installer/contract/calls/connection.ts';
import type { Capabilities } from '../../../installer/contract/calls/host.ts';
import type { Contract } from '../../../installer/contract/contract.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { Feed } from './feed.ts';

export type Handling = Handlers<Contract, unknown>;

export const browserLaptop: Capabilities = {
  version: '0.1.0',
  system: 'linux',
  pickFile: 'upload',
  saveFile: 'download',
  rememberSecrets: true,
  openLink: 'face',
  agent: true,
  notifies: false,
};

/** A host whose answers a test gives; what it was not told to answer, it refuses. */
export class Script {
  isInCharge = true;
  readonly held = new Feed<readonly Held[]>();
  readonly questions = new Feed<readonly Question[]>();
  readonly handlers: Handling;

  constructor(answers: Partial<Handling>) {
    const refused = (name: string) => async () => {
      throw new ProvisionError({ code: 'TT-BUG-01', message: `The test did not say what ${name} answers.` });
    };
    const base: Partial<Handling> = {
      'host.capabilities': async () => browserLaptop,
      'connection.watch': (_input, { from, signal }) => this.held.from(from, signal),
      'host.window': (_input, { from, signal }) => this.#window.from(from, signal),
      'connection.questions': (_input, { from, signal }) => this.questions.from(from, signal),
      'host.look': async () => ({}),
      'servers.list': async () => [],
      'upkeep.look': async () => ({ can: [], states: {} }),
    };
    this.#window.give({ part: 'in-charge', windows: 1 });
    this.handlers = new Proxy({ ...base, ...answers } as Handling, {
      get: (given, name: string) => (given as Record<string, unknown>)[name] ?? refused(name),
    });
  }

  readonly #window = new Feed<{ part: 'in-charge' | 'watching'; windows: number }>();

  watch(windows: number): void {
    this.isInCharge = false;
    this.#window.give({ part: 'watching', windows });
  }

  takeOver(): void {
    this.isInCharge = true;
    this.#window.give({ part: 'in-charge', windows: 2 });
  }
}
