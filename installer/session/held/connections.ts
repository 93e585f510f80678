import { ProvisionError } from '../../../provision/model/error.ts';
import type { Held } from '../../contract/calls/connection.ts';
import type { ReachedServer } from '../open-server.ts';
import { HeldConnection } from './connection.ts';
import { State } from './state.ts';

/** All servers this program is signed in to. Windows name them and never hold them. */
export class Connections {
  readonly held = new State<readonly Held[]>([]);
  readonly #open = new Map<string, HeldConnection>();
  #count = 0;

  add(server: ReachedServer): HeldConnection {
    this.#count += 1;
    const connection = new HeldConnection(`c${this.#count}`, server, () => this.#changed());
    this.#open.set(connection.id, connection);
    return connection;
  }

  /** Throws TT-WINDOW-02 when it is not open any more. */
  get(id: string): HeldConnection {
    const connection = this.#open.get(id);
    if (connection !== undefined) return connection;
    throw new ProvisionError({ code: 'TT-WINDOW-02', message: `The connection ${id} is not open any more.` });
  }

  all(): readonly HeldConnection[] {
    return [...this.#open.values()];
  }

  async close(id: string): Promise<void> {
    const connection = this.get(id);
    this.#open.delete(id);
    this.#changed();
    await connection.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.close(id)));
  }

  #changed(): void {
    this.held.set([...this.#open.values()].map((connection) => connection.held()));
  }
}
