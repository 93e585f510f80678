import type { Host } from '../engine/host.ts';
import type { EnginePaths } from '../engine/paths.ts';
import type { Verification } from '../engine/verify.ts';
import type { Fact, Facts } from '../model/fact.ts';
import type { Step } from '../model/step.ts';
import type { Transport } from '../model/transport.ts';
import type { HealthSources } from './health/sources.ts';

/** Everything `teachtrackctl` touches, so that a test can give it another world. */
export type World = {
  readonly paths: EnginePaths;
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly transport: Transport;
  /** What the command `facts` tells. */
  readonly facts: readonly Fact<unknown>[];
  /** The facts that steps ask for: collected again after every apply, so they are few. */
  readonly stepFacts: readonly Fact<unknown>[];
  readonly collectFacts: (facts: readonly Fact<unknown>[]) => Promise<Facts>;
  readonly steps: readonly Step[];
  readonly verifications: readonly Verification[];
  /** Folders whose files are secrets: nothing in them may reach a journal. */
  readonly secretFolders: readonly string[];
  /** The wanted state of the last install, as the server keeps it. */
  readonly wantedState: string;
  /** Holds the first sign-in until it was shown once. */
  readonly firstSignIn: string;
  /** What must be gone after an uninstall. */
  readonly mustBeGone: (removeData: boolean) => readonly string[];
  readonly health: HealthSources;
  /** Folders of the running server's own knowledge and of the panel's requests. */
  readonly operation: {
    readonly stateFiles: string;
    /** The monitor's own. */
    readonly monitor: string;
    readonly requests: string;
    readonly alertSettings: string;
    readonly alertSecrets: string;
  };
  /** Starts `teachtrackctl run --run <id>` so that it outlives this process. */
  readonly launch: (run: string, how?: { readonly comesBack: boolean }) => Promise<void>;
  /** Node and this program, as they are started. */
  readonly program: readonly string[];
  /** Runs a program of the release that lies beside this one, on this terminal, and gives its exit code. */
  readonly runProgram: (name: string, args: readonly string[]) => Promise<number>;
  readonly readStdin: () => Promise<string>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Aborted when the person ends the program. */
  readonly signal: AbortSignal;
};
