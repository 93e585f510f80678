export const tiers = [150, 500, 2000] as const;
/** Teachers at once. */
export type Tier = (typeof tiers)[number];

export type Override = { readonly requirement: string; readonly reason: string };

export type Firewall =
  | {
      readonly kind: 'on';
      /** TCP ports beside those of SSH and the site, such as a monitoring agent's. */
      readonly alsoOpen: readonly number[];
      /** Subnets and addresses, IPv4 and IPv6, from which SSH is let in. Absent: from everywhere. */
      readonly sshFrom?: readonly string[];
    }
  | { readonly kind: 'off' };

/** Whom to tell when something is wrong. The mail password and the webhook's address are secrets and no part of it. */
export type FirstAlerts = {
  readonly mail?: {
    readonly host: string;
    readonly port: number;
    readonly security: 'tls' | 'starttls' | 'none';
    /** Certificate of the authority of the mail server's own certificate, PEM. Absent: one that is known everywhere. */
    readonly ca?: string;
    /** Absent: the mail server asks for no sign-in. */
    readonly user?: string;
    readonly from: string;
    readonly to: readonly string[];
  };
  /** True: there is one, whose address lies with the secrets. */
  readonly webhook: boolean;
  /** By the district's clock; absent: none. */
  readonly quietHours?: { readonly from: string; readonly to: string };
};

/** A place for copies of backups: a disk that the server has mounted, another server, or a share of Windows or a NAS. */
export type FirstCopy =
  | { readonly id: string; readonly kind: 'folder'; readonly path: string; readonly mounted: boolean }
  | {
      readonly id: string;
      readonly kind: 'sftp';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly folder: string;
      /** `SHA256:…`, as the other server's own screen shows it. */
      readonly fingerprint: string;
    }
  | {
      readonly id: string;
      readonly kind: 'smb';
      /** `//host/share`, and a folder below it. The password is a secret and no part of it. */
      readonly share: string;
      readonly user: string;
      readonly domain?: string;
      /** The least that the share has to do. */
      readonly protection: 'encrypt' | 'sign';
    };

/** `nightly`: such as `01:30`, by the server's clock, or `off`. `copies`: where copies go from the beginning. */
export type WantedBackups = { readonly nightly: string; readonly copies: readonly FirstCopy[] };

/** The database on a server that the district runs itself. Absent in a wanted state: it is brought, and is on this one. */
export type DatabaseThere = {
  /** DNS name or address, as this server reaches it. */
  readonly host: string;
  readonly port: number;
  readonly product: 'mariadb' | 'mysql';
  /** Of our database there; copies beside it begin with it. Absent: `teachtrack`. */
  readonly name?: string;
  /** `ca`: certificate of the authority of the database server's own, PEM. Absent: encrypted, and not checked whose it is. */
  readonly tls:
    | { readonly kind: 'required'; readonly ca?: string }
    | { readonly kind: 'waived'; readonly reason: string };
};

/**
 * The wanted state of one server: the answers of the person, with no secret in it. The same file is what the CLI
 * reads, the desktop app exports, and `/etc/teachtrack/appliance.json` holds on the server.
 */
export type WantedState = {
  readonly version: 1;
  /** How people call it, shown on the site: 1 to 60 characters. */
  readonly displayName: string;
  readonly tier: Tier;
  /** DNS names the site is reached by, lower case; may be empty on a LAN without DNS. */
  readonly names: readonly string[];
  /** IP addresses the site is reached by; at least one. */
  readonly addresses: readonly string[];
  /** `brought`: a certificate from elsewhere, which lies on the server beside this file. */
  readonly tls: { readonly kind: 'own-authority' } | { readonly kind: 'brought' } | { readonly kind: 'plain-lan' };
  readonly timeZone: string;
  readonly administrator: { readonly userName: string; readonly fullName: string };
  /** Subnets of schools whose teachers all come from one address; their per-address ceiling is raised. */
  readonly raisedSubnets: readonly { readonly cidr: string; readonly label: string }[];
  readonly overrides: readonly Override[];
  /** Absent in files from before there was a choice: then nothing is touched. */
  readonly firewall?: Firewall;
  /** Subnets that may read the metrics beside the server itself. */
  readonly metricsFrom?: readonly string[];
  /** The beginning only: what people set on the running server later is theirs. Absent: nothing is set. */
  readonly alerts?: FirstAlerts;
  /** Absent: every night, and no copies. As with alerts, the copies are a beginning. */
  readonly backups?: WantedBackups;
  readonly database?: DatabaseThere;
};
