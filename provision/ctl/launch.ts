import { ProvisionError } from '../model/error.ts';
import type { Transport } from '../model/transport.ts';
import { lastLines } from '../ops/command.ts';

const passedOn = ['TEACHTRACK_REHEARSAL', 'TEACHTRACK_CRASH_POINT'] as const;

const restarting = [
  '--property=Restart=on-failure',
  '--property=RestartPreventExitStatus=1 2 3',
  '--property=RestartSec=200ms',
];

export function unitOf(run: string): string {
  return `teachtrack-run-${run}`;
}

export type Launch = {
  readonly run: string;
  /** Node and the program of the engine. */
  readonly program: readonly string[];
  /** Killed, it is started again by itself: for a run that must come to one end or the other. */
  readonly comesBack?: boolean;
};

/** Starts the run as a unit of its own: closing the connection, or ending whoever asked, does not touch it. */
export async function launchUnit(
  transport: Transport,
  env: NodeJS.ProcessEnv,
  { run, program, comesBack = false }: Launch,
): Promise<void> {
  const variables = passedOn.flatMap((name) => (env[name] === undefined ? [] : [`--setenv=${name}=${env[name]}`]));
  const { exitCode, stderr } = await transport.run({
    argv: [
      'systemd-run',
      `--unit=${unitOf(run)}`,
      '--description=TeachTrack run of the installer',
      '--collect',
      '--quiet',
      '--property=Type=exec',
      // Asked to stop, the runner ends at a safe point; the programs it waits for are not hit.
      '--property=KillMode=mixed',
      '--property=TimeoutStopSec=120',
      '--property=OOMScoreAdjust=-500',
      // Exit codes of its own say that it came to an end.
      ...(comesBack ? restarting : []),
      ...variables,
      '--',
      ...program,
      'run',
      '--run',
      run,
    ],
    asRoot: true,
    timeoutMs: 60_000,
  });
  if (exitCode === 0) return;
  throw new ProvisionError({
    code: 'TT-SERVICE-01',
    message: `systemd did not start the unit ${unitOf(run)}.`,
    evidence: lastLines(stderr),
  });
}
