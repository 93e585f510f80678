/** Where the health of the appliance is asked. */
export type HealthSources = {
  readonly databaseSocket: string;
  /** Who asks the database; the operating system vouches for the name. */
  readonly databaseUser: string;
  /** Option files by which another server is asked, the first that is there. */
  readonly databaseOptions: readonly string[];
  readonly queueSocket: string;
  readonly cacheSocket: string;
  /** Folder of the API instances' sockets, `api-1.sock` and so on. */
  readonly apiSockets: string;
  readonly healthPath: string;
  /** Where the web server listens, and a path that it answers by itself and does not log. */
  readonly web: { readonly socketPath: string } | { readonly host: string; readonly port: number };
  readonly alivePath: string;
  /** The settings of the appliance, which say how many jobs one worker takes. */
  readonly settings: string;
  /** The web server's log of requests. */
  readonly accessLog: string;
  /** Folders whose file systems are watched. */
  readonly disks: readonly string[];
  /** What other parts know, such as when the certificate ends. */
  readonly stateFiles: string;
};
