/** Shorter texts would blank out innocent words, and no secret of ours is that short. */
const shortest = 8;

/** The files of a secrets folder hold one secret a line, or a form with a password in it. */
export function secretsIn(content: string): readonly string[] {
  return content
    .split('\n')
    .map((line) => {
      const [, name, value = ''] = /^([A-Z][A-Za-z ]*): (.*)$/.exec(line) ?? [];
      if (name === undefined) return line.trim();
      return /password/i.test(name) ? value.trim() : '';
    })
    .filter((line) => line.length >= shortest && !line.startsWith('-----') && !/^old-until /.test(line));
}

/** Every form in which a secret may stand in a text: plain, in hex, in base64 wherever it begins in what was encoded. */
export function needlesOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const plain = [secret, secret.toLowerCase(), secret.toUpperCase()];
  const hex = bytes.toString('hex');
  const coded = [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // The first and last letters depend on what stands around the secret.
    const whole = text.slice(Math.ceil((offset * 8) / 6), text.length);
    const end = ((offset + bytes.length) * 8) % 6 === 0 ? whole.length : whole.replace(/=+$/, '').length - 1;
    const core = whole.slice(0, end);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [...new Set([...plain, hex, hex.toUpperCase(), ...coded])].filter((needle) => needle.length >= shortest);
}
