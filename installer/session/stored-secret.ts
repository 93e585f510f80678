import { ProvisionError } from '../../provision/model/error.ts';
import type { SecretStore } from './host.ts';
import type { Credential } from './open-server.ts';
import type { RememberedServer } from './remembered.ts';

type Account = { readonly host: string; readonly port: number; readonly user: string };

/** The name under which the laptop’s key store keeps the password or passphrase of one account. */
export function secretName({ host, port, user }: Account): string {
  return `${endOf({ host, port })}|${user}`;
}

function endOf({ host, port }: Omit<Account, 'user'>): string {
  return `${host}|${port}`;
}

export async function forgetSecrets(
  store: SecretStore | undefined,
  address: { readonly host: string; readonly port: number },
): Promise<void> {
  const names = (await store?.names()) ?? [];
  for (const name of names) if (name.startsWith(`${endOf(address)}|`)) await store?.forget(name);
}

/** Keeps what has just opened the account; a key’s text and an agent have nothing to keep. */
export async function storeSecret(
  store: SecretStore | undefined,
  account: Account,
  credential: Credential,
): Promise<void> {
  const secret =
    credential.kind === 'password'
      ? credential.password
      : credential.kind === 'key-file'
        ? credential.passphrase
        : undefined;
  if (secret !== undefined) await store?.save(secretName(account), secret);
}

/** The credential of an account as it was stored. Rejects with TT-SSH-06 when there is none any more. */
export async function storedCredential(
  store: SecretStore | undefined,
  account: Account,
  known: RememberedServer | undefined,
): Promise<Credential> {
  const secret = await store?.load(secretName(account));
  if (secret === undefined) {
    throw new ProvisionError({
      code: 'TT-SSH-06',
      message: `This laptop keeps no password for ${account.user} on ${account.host} any more; nothing was sent.`,
    });
  }
  return known?.key === undefined
    ? { kind: 'password', password: secret }
    : { kind: 'key-file', path: known.key, passphrase: secret };
}
