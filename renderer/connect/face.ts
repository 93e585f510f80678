import { type Client, createClient } from '../../installer/channel/client.ts';
import { type RemoteError, remoteErrorOf } from '../../installer/channel/remote-error.ts';
import type { Wire } from '../../installer/channel/wire.ts';
import { type Contract, contract } from '../../installer/contract/contract.ts';
import type { Face } from '../state/face.ts';

/** The face that the screens use, over whatever wire the host opens. */
export function faceOver(open: () => Promise<Wire>): Face {
  const client = createClient(contract, open);
  return {
    ask: (name, input) => client.call(name, input),
    follow(name, input, listener) {
      const stop = new AbortController();
      void (async () => {
        try {
          for await (const batch of client.stream(name, input, { signal: stop.signal })) {
            listener.items(batch.map(({ value }) => value));
          }
          if (!stop.signal.aborted) listener.end?.();
        } catch (thrown) {
          if (!stop.signal.aborted) listener.failed?.(remoteErrorOf(thrown));
        }
      })();
      return () => stop.abort();
    },
    watchLine: (told) =>
      client.onLine((state) => {
        if (state === 'closed') void whyClosed(client).then((error) => told({ state: 'closed', error }));
        else told({ state });
      }),
  };
}

/** A closed line answers every call with the reason. */
function whyClosed(client: Client<Contract>): Promise<RemoteError> {
  return client.call('host.capabilities', {}).then(() => remoteErrorOf(undefined), remoteErrorOf);
}
