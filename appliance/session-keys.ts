/**
 * Keys of the installation that tokens and codes are hashed with. While the key is rotated, processes with the old and
 * with the new one serve side by side: each knows both, and every one of them signs with its first.
 */
export type SessionKeys = {
  /** New tokens, links and codes are made with it. */
  readonly signing: string;
  /** Keys that a session's token may have been hashed with, the signing one first. */
  readonly forSessions: (now?: Date) => readonly string[];
  /** Links and codes on paper live longer than any session: every key that is still known counts. */
  readonly all: readonly string[];
};

/**
 * The credential `session-key`: the signing key on the first line, then pairs of lines: `next` or `old-until <ISO 8601>`,
 * and the key. An old one counts for sessions until then; by that time every session hashed with it has run out.
 */
export function parseSessionKeys(text: string): SessionKeys {
  const [signing = '', ...rest] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (signing.length < 16) throw new Error('the credential session-key holds no key');
  const others = rest.flatMap((line, at) => {
    const [, until] = /^(?:next|old-until (\S+))$/.exec(line) ?? [];
    const key = rest[at + 1];
    const isMark = line === 'next' || until !== undefined;
    return isMark && key !== undefined ? [{ key, until: until === undefined ? undefined : Date.parse(until) }] : [];
  });
  return {
    signing,
    all: [signing, ...others.map(({ key }) => key)],
    forSessions: (now = new Date()) => [
      signing,
      ...others.filter(({ until }) => until === undefined || now.getTime() < until).map(({ key }) => key),
    ],
  };
}
