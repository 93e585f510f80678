/** Where the health of the appliance is asked. */
export type HealthSources = {
  readonly databaseSocket: string;
  readonly queueSocket: string;
  readonly cacheSocket: string;
  /** Folder of the API instances' sockets, `api-1.sock` and so on. */
  readonly apiSockets: string;
  readonly healthPath: string;
  /** The settings of the appliance, which say how many jobs one worker takes. */
  readonly settings: string;
};
