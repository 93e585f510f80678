export type Kind = 'secret' | 'person' | 'e-mail' | 'address';

/** Forms of secrets that are not known by value; group 1, where there is one, is the secret alone. */
export const secretForms: readonly RegExp[] = [
  // password=…, "apiKey": "…", token: …; the value up to the next separator.
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|(?<!load)credential|session(?:[-_]?key)?|teachtrack_session)["']?\s*[:=]\s*["']?([^\s"',;&<>{}[\]]{3,})/giu,
  /(?:authorization|cookie)["']?\s*[:=]\s*["']?([^"'\r\n]{3,})/giu,
  /\b(?:basic|bearer)\s+([A-Za-z0-9._~+/=-]{8,})/giu,
  // IDENTIFIED BY '…', and a hash of MySQL's own form.
  /identified\s+(?:by|via|with|using)\b.*?['"]([^'"]{3,})['"]/giu,
  /\*[0-9A-F]{40}\b/gu,
  // Users' password hashes.
  /\$(?:argon2(?:id|i|d)|2[aby]|5|6|y)\$[A-Za-z0-9$./+=,_-]{8,}/gu,
  // scheme://user:password@host
  /[a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*:([^\s@"']+)@/giu,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/gu,
  // The sign-ins that we make ourselves, to be read aloud.
  /(?<![\w-])[a-hjkmnp-z2-9]{5}(?:-[a-hjkmnp-z2-9]{5}){3}(?![\w-])/gu,
  /(?<![\w-])[a-hjkmnp-z2-9]{4}(?:-[a-hjkmnp-z2-9]{4}){2}(?![\w-])/gu,
];

/** Long runs of letters of both cases and digits: what random keys look like, and digests in hex do not. */
export const randomRun = /(?<![\w+/=-])[A-Za-z0-9_-]{32,}(?![\w-])/gu;

export function looksRandom(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run) && !/^[0-9a-fA-F-]+$/.test(run);
}

export const mailForm = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** systemd's instances look like addresses of e-mail. */
export const unitName = /\.(?:service|socket|timer|path|target|slice|scope|mount|conf)(?:\.d)?$/;

export const addressForms: readonly RegExp[] = [
  /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d|[-+~]\w)/gu,
  /(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])/giu,
  /(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![\w:])/giu,
  /(?<![\w:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:])/giu,
];

/** Members of our own journals and states that name who did something, and from which computer. */
export const personMembers: readonly RegExp[] = [
  /"(?:who|by|actor|userName|user_name|fullName|full_name|staffNumber|staff_number)"\s*:\s*"((?:[^"\\]|\\.)+)"/gu,
  /"who"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"from"\s*:\s*"((?:[^"\\]|\\.)+)"/gu,
];

/** Names of roles, which name nobody. */
export const roles: ReadonlySet<string> = new Set(['root', 'admin', 'administrator', 'teachtrack', 'this server']);

/** Values beside the word secret that are none. */
export const noSecret = /^(?:true|false|null|\d{1,6}|made)$/;

/** Addresses that are nobody's. */
export function isNobodys(address: string): boolean {
  return /^(?:127\.|0\.0\.0\.0$|255\.|169\.254\.|::1$|::$|224\.)/.test(address);
}

export const base64Run = /[A-Za-z0-9+/_-]{16,}={0,2}/g;

export const keyBegin = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;
export const keyEnd = /-----END [A-Z0-9 ]*PRIVATE KEY-----/;
