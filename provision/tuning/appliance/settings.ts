import { isIPv6 } from 'node:net';
import type { DatabaseThere, WantedState } from '../../model/wanted.ts';
import { schemaOf } from '../../ops/mysql.ts';
import { rootOwned, type TuningFile, type TuningInput } from '../file.ts';
import { redisInstance } from '../paths.ts';

/** Settings of the appliance's processes, as its own schema wants them; a test holds the two together. */
export const applianceSettings: TuningFile = {
  id: 'appliance/settings',
  title: 'Settings of the appliance',
  service: 'appliance',
  ...rootOwned,
  path: ({ paths }) => paths.settings,
  render: (input) => `${JSON.stringify(settingsOf(input), undefined, 2)}\n`,
  settings: () => [],
};

function settingsOf({ budget, wanted, paths, database }: TuningInput) {
  const { there } = database;
  const { api, worker } = budget.connections;
  return {
    displayName: wanted.displayName,
    origins: origins(wanted),
    timeZone: wanted.timeZone,
    database: {
      socketPath: paths.databaseSocket,
      user: 'teachtrack',
      name: schemaOf(database),
      ...(there === undefined ? { folder: paths.databaseFolder } : tlsOf(there)),
      api: { connectionLimit: api.connectionLimit, maxIdle: api.maxIdle },
      worker: { connectionLimit: worker.connectionLimit, maxIdle: worker.maxIdle },
    },
    redis: { queueSocket: redisInstance('queue').socket, cacheSocket: redisInstance('cache').socket },
    api: { processes: budget.api.processesPerInstance, maxHeapMiB: budget.api.maxHeapMiB },
    worker: { concurrency: budget.worker.concurrency },
    documents: { folder: paths.documents },
    operations: { stateFolder: paths.stateFiles, requestsFolder: paths.requests },
    signIn: { concurrency: 2 },
  };
}

function tlsOf({ tls }: DatabaseThere) {
  return tls.kind === 'waived' ? {} : { tls: tls.ca === undefined ? {} : { ca: tls.ca } };
}

/** Plain HTTP stays open on every LAN, so both forms of each address count. */
function origins({ names, addresses, tls }: WantedState): string[] {
  const hosts = [...names, ...addresses.map((address) => (isIPv6(address) ? `[${address}]` : address))];
  const schemes = tls.kind === 'plain-lan' ? ['http'] : ['https', 'http'];
  return hosts.flatMap((host) => schemes.map((scheme) => `${scheme}://${host}`));
}
