import { join } from 'node:path';
import { entryArgv } from './entries.ts';
import { type Program, start, until } from './process.ts';
import type { Stack } from './stack.ts';

/**
 * What systemd does with `teachtrack-api@.socket` and its service: holds a listening socket, never accepts from it,
 * passes it to the instance as descriptor 3, and starts another instance when one ends.
 */
const keeper = `
  use Socket;
  $^F = 9;
  my ($path, @argv) = @ARGV;
  socket(my $listener, PF_UNIX, SOCK_STREAM, 0) or die;
  bind($listener, pack_sockaddr_un($path)) or die;
  listen($listener, 4096) or die;
  fileno($listener) == 3 or die;
  $| = 1;
  my $child;
  $SIG{TERM} = sub { kill 'TERM', $child; waitpid $child, 0; exit };
  while (1) {
    if (!($child = fork)) { $ENV{LISTEN_FDS} = 1; exec @argv; die }
    print "instance $child\\n";
    waitpid $child, 0;
  }
`;

export type Instance = {
  readonly socketPath: string;
  /** Of the primary that runs now. */
  pid(): number;
  readonly keeper: Program;
};

export async function startInstance(stack: Stack): Promise<Instance> {
  const socketPath = join(stack.folder, 'passed.sock');
  const program = start(['perl', '-e', keeper, socketPath, ...entryArgv(stack, 'api')], { env: stack.env });
  const pid = () =>
    Number(
      program
        .output()
        .match(/instance (\d+)/g)
        ?.at(-1)
        ?.split(' ')[1],
    );
  await until('the instance runs', () => pid() > 0);
  return { socketPath, pid, keeper: program };
}
