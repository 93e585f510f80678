import { asProvisionError } from '../model/error.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Secret } from '../model/secret.ts';
import type { Transport } from '../model/transport.ts';
import { type Recorded, readCall, runCall, uploadCall, writeCall } from './recorded.ts';

export type RecordingOptions = {
  /** Values that may show in output and must not be kept. */
  readonly secrets?: readonly Secret[];
};

/** Passes everything on and gives what was asked and answered to the sink, free of secrets. */
export function recording(
  transport: Transport,
  sink: (entry: Recorded) => void,
  { secrets = [] }: RecordingOptions = {},
): Transport {
  const hidden = secrets.map((secret) => secret.reveal()).filter((value) => value !== '');
  const redact = <T>(value: T): T => withoutSecrets(value, hidden) as T;

  async function kept<T>(call: JsonObject, work: Promise<T>, toJson: (result: T) => Json): Promise<T> {
    try {
      const result = await work;
      sink(redact({ call, answer: { kind: 'result', value: toJson(result) } }));
      return result;
    } catch (thrown) {
      const { code, message, evidence } = asProvisionError(thrown);
      sink(redact({ call, answer: { kind: 'error', code, message, evidence } }));
      throw thrown;
    }
  }

  return {
    kind: transport.kind,
    run: (command) => kept(runCall(command), transport.run(command), (result) => ({ ...result })),
    readFile: (path, options) =>
      kept(readCall(path, options?.asRoot), transport.readFile(path, options), (bytes) =>
        bytes === undefined ? null : Buffer.from(bytes).toString('base64'),
      ),
    writeFile: (path, content, options = {}) =>
      kept(writeCall(path, content, options), transport.writeFile(path, content, options), () => null),
    upload: (upload) => kept(uploadCall(upload), transport.upload(upload), (result) => ({ ...result })),
    reconnect: () => transport.reconnect(),
    close: () => transport.close(),
  };
}

function withoutSecrets(value: unknown, hidden: readonly string[]): unknown {
  if (typeof value === 'string') return hidden.reduce((text, secret) => text.replaceAll(secret, '***'), value);
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, hidden));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutSecrets(one, hidden)]));
}
