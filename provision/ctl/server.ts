import { existsSync } from 'node:fs';
import { text as streamText } from 'node:stream/consumers';
import { thisHost } from '../engine/host.ts';
import { serverPaths } from '../engine/paths.ts';
import { factsForEngine } from '../facts/catalogue.ts';
import { collectFacts } from '../facts/collect.ts';
import { layout } from '../layout.ts';
import { dataDirectory } from '../ops/data-directory.ts';
import { steps, verifications } from '../steps/catalogue.ts';
import { localTransport } from '../transport/local.ts';
import { runBeside } from './beside.ts';
import { serverHealth } from './health/server-sources.ts';
import { launchUnit } from './launch.ts';
import { servicesAreWell } from './verifications.ts';
import type { World } from './world.ts';

/** Its folder, where it was made on this machine. */
function ourDatabase(): readonly string[] {
  const isHere = existsSync(layout.databaseMark) && !existsSync(layout.databaseKeeper);
  return isHere ? [`${dataDirectory}/teachtrack`] : [];
}

/** The server that this program runs on. `script` is the file that this process was started with. */
export function thisServer(script: string, signal: AbortSignal): World {
  const transport = localTransport();
  return {
    paths: serverPaths,
    host: thisHost,
    env: process.env,
    transport,
    facts: factsForEngine,
    // The steps read the server themselves, each thing once a pass.
    stepFacts: [],
    collectFacts: (facts) => collectFacts(transport, facts),
    steps,
    verifications: [servicesAreWell(serverHealth), ...verifications],
    secretFolders: [layout.secrets, layout.alertSecrets, layout.tls],
    wantedState: layout.wantedState,
    firstSignIn: layout.firstSignIn,
    mustBeGone: (removeData) => [
      '/opt/teachtrack',
      layout.ctl,
      layout.wantedState,
      ...(removeData ? [layout.settings, layout.documents, ...ourDatabase()] : []),
    ],
    health: serverHealth,
    operation: {
      stateFiles: layout.stateFiles,
      monitor: layout.monitor,
      requests: layout.requests,
      alertSettings: layout.alertSettings,
      alertSecrets: layout.alertSecrets,
    },
    launch: (run, how) => launchUnit(transport, process.env, { run, program: [process.execPath, script], ...how }),
    program: [process.execPath, script],
    runProgram: (name, args) => runBeside(script, name, args),
    readStdin: () => streamText(process.stdin),
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    signal,
  };
}
