import { ProvisionError } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import type { CommandResult, Transport } from '../model/transport.ts';
import { type Recorded, readCall, runCall, uploadCall, writeCall } from './recorded.ts';
import { createLines } from './run.ts';
import { cancelledError } from './supervise.ts';

/**
 * A machine as it answered once. What was asked several times is answered in the order of the recording, then with the
 * last answer; what was never asked is TT-RUN-04, with the call.
 */
export function replayTransport(entries: readonly Recorded[]): Transport {
  const answers = new Map<string, Recorded['answer'][]>();
  for (const { call, answer } of entries) {
    const key = JSON.stringify(call);
    answers.set(key, [...(answers.get(key) ?? []), answer]);
  }

  function answerTo(call: JsonObject): unknown {
    const key = JSON.stringify(call);
    const [first, ...later] = answers.get(key) ?? [];
    if (first === undefined) {
      throw new ProvisionError({ code: 'TT-RUN-04', message: `The recording has no answer to: ${key}` });
    }
    if (later.length > 0) answers.set(key, later);
    if (first.kind === 'error') throw new ProvisionError(first);
    return first.value;
  }

  return {
    kind: 'replay',
    async run(command) {
      if (command.signal?.aborted) throw cancelledError(command.argv[0], command.signal);
      const result = answerTo(runCall(command)) as CommandResult;
      if (command.onLine !== undefined) {
        const lines = createLines(command.onLine);
        lines.push(Buffer.from(result.stdout));
        lines.end();
      }
      return result;
    },
    async readFile(path, options) {
      const content = answerTo(readCall(path, options?.asRoot)) as string | null;
      return content === null ? undefined : Buffer.from(content, 'base64');
    },
    async writeFile(path, content, options = {}) {
      answerTo(writeCall(path, content, options));
    },
    async upload(upload) {
      return answerTo(uploadCall(upload)) as { readonly sentBytes: number };
    },
    reconnect: async () => {},
    close: async () => {},
  };
}
