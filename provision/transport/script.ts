import { ProvisionError } from '../model/error.ts';
import type { Argv } from '../model/transport.ts';
import type { Token } from './framing.ts';

/** Where programs are looked for, on every machine and for every user alike. */
export const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** How a command becomes root. */
export type Elevation = 'none' | 'sudo-passwordless' | 'sudo-with-password';

const setting = `cd / || exit 126; PATH=${searchPath}; LC_ALL=C; export PATH LC_ALL`;
const mark = (name: string, number: string) =>
  `printf "\\n%s ${name} %s\\n" "$t" "${number}" && printf "\\n%s ${name} 0\\n" "$t" >&2`;

/** `$0` and `$1` are the halves of the token, the rest is the command. */
const inner = `t=$0$1; shift; ${setting}; ${mark('begin', '$$')} || exit 126; exec "$@"`;

/** `$0` and `$1` are the halves of the token, `$2` is the inner script, `$3` asks anew, the rest is the command. */
const outer = (sudo: string) => {
  const words = `"$s" "$a" "$b" "$@"`;
  return (
    `a=$0; b=$1; s=$2; k=$3; shift 3; t=$a$b; ${setting}; ${mark('shell', '0')} || exit 126; ` +
    `command -v sudo >/dev/null 2>&1 || { printf "\\n%s no-sudo 0\\n" "$t"; exit 127; }; ` +
    `exec sudo $k ${sudo} -- /bin/sh -c ${words}`
  );
};

export type Framed = {
  readonly argv: Argv;
  readonly env?: Readonly<Record<string, string>>;
  readonly token: Token;
  readonly elevation: Elevation;
  /** Makes sudo forget that a password was given a moment ago. */
  readonly askAnew?: boolean;
};

/** The command inside its frame: words for a POSIX `/bin/sh`, whatever the login shell is. */
export function framed({ argv, env, token, elevation, askAnew }: Framed): Argv {
  const command = withEnv(argv, env);
  if (elevation === 'none') return ['/bin/sh', '-c', inner, token.left, token.right, ...command];
  const sudo = elevation === 'sudo-passwordless' ? '-n' : '-S -p "$t prompt"';
  return ['/bin/sh', '-c', outer(sudo), token.left, token.right, inner, askAnew === true ? '-k' : '', ...command];
}

/** What sudo prints on stderr when it wants the password: ours, so that nothing has to be guessed from its words. */
export function promptOf(token: Token): string {
  return `${token.whole} prompt`;
}

function withEnv(argv: Argv, env: Readonly<Record<string, string>> | undefined): Argv {
  const pairs = Object.entries(env ?? {}).map(([name, value]) => {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `${name}=${value}`;
    throw new ProvisionError({ code: 'TT-BUG-01', message: `“${name}” is not the name of an environment variable.` });
  });
  return pairs.length === 0 ? argv : ['env', ...pairs, ...argv];
}

/**
 * Ends the process group of a process: asks, waits up to two seconds, then kills. Reads the group from /proc, because
 * under sudo it may be another than ours.
 */
export const endGroup = `
read -r stat <"/proc/$1/stat" || exit 0
set -- \${stat##*) }
kill -TERM "-$3" 2>/dev/null || exit 0
n=0
while kill -0 "-$3" 2>/dev/null; do
  if [ $n -ge 20 ]; then kill -KILL "-$3"; exit 0; fi
  n=$((n + 1))
  sleep 0.1
done`;
