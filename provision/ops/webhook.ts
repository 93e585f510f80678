import { createHmac } from 'node:crypto';
import { ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';

export type Webhook = {
  /** Its path may hold a key: never shown, but for its host. */
  readonly url: Secret;
  /** Signs what is sent. */
  readonly key: Secret;
};

/** Header of the signature: `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`. */
const signatureHeader = 'x-teachtrack-signature';

const patienceMs = 10_000;

/** Posts JSON. Rejects with TT-MAIL-02 and the reason in words unless the answer is a 2xx; follows no redirection. */
export async function postWebhook({ url, key }: Webhook, body: string, now = Date.now()): Promise<void> {
  const seconds = Math.floor(now / 1000);
  const signature = createHmac('sha256', key.reveal()).update(`${seconds}.${body}`).digest('hex');
  const { host } = new URL(url.reveal());
  const answer = await fetch(url.reveal(), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'TeachTrack',
      [signatureHeader]: `t=${seconds},v1=${signature}`,
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  }).catch((cause: unknown) => {
    throw refused(host, whyNot(cause), cause);
  });
  await answer.body?.cancel();
  if (!answer.ok) throw refused(host, `it answered ${answer.status}`);
}

function refused(host: string, why: string, cause?: unknown): ProvisionError {
  return new ProvisionError({
    code: 'TT-MAIL-02',
    message: `The webhook at ${host} did not take the message: ${why}.`,
    cause,
  });
}

function whyNot(thrown: unknown): string {
  const { name, cause } = thrown as Error;
  if (name === 'TimeoutError') return `it did not answer within ${patienceMs / 1000} s`;
  const { code, message } = (cause ?? thrown) as NodeJS.ErrnoException;
  return code ?? message;
}
