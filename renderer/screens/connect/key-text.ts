/** What a file is that was chosen as a private key. */
export type KeyText = 'private' | 'protected' | 'putty' | 'putty-new' | 'public' | 'not-a-key';

export const usableKeys: readonly KeyText[] = ['private', 'protected', 'putty'];

/** Judges the text before it is sent anywhere. */
export function keyTextOf(text: string): KeyText {
  const trimmed = text.trim();
  const putty = /^PuTTY-User-Key-File-(\d+):/.exec(trimmed);
  if (putty !== null) return putty[1] === '2' ? 'putty' : 'putty-new';
  if (/^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-\S+|sk-\S+) [A-Za-z0-9+/=]+/.test(trimmed)) return 'public';
  if (/^-----BEGIN (SSH2 |RSA |EC )?PUBLIC KEY-----|^---- BEGIN SSH2 PUBLIC KEY/.test(trimmed)) return 'public';
  const pem = /^-----BEGIN ([A-Z ]*)PRIVATE KEY-----\s*([\s\S]*?)-----END \1PRIVATE KEY-----$/.exec(trimmed);
  if (pem === null) return 'not-a-key';
  const [, kind = '', body = ''] = pem;
  if (kind === 'ENCRYPTED ' || /Proc-Type: 4,ENCRYPTED/.test(body)) return 'protected';
  if (kind === 'OPENSSH ') return opensshKind(body);
  return 'private';
}

/** After the magic word comes the cipher's name; `none` means that no passphrase is needed. */
function opensshKind(body: string): KeyText {
  const magic = 'openssh-key-v1\0';
  let blob: string;
  try {
    blob = atob(body.replace(/\s/g, ''));
  } catch {
    return 'not-a-key';
  }
  if (!blob.startsWith(magic)) return 'not-a-key';
  return blob.slice(magic.length + 4).startsWith('none') ? 'private' : 'protected';
}
