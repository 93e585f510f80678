export const tiers = [150, 500, 2000] as const;
/** Teachers at once. */
export type Tier = (typeof tiers)[number];

export type Override = { readonly requirement: string; readonly reason: string };

/** `alsoOpen`: TCP ports beside those of SSH and the site, such as a monitoring agent's. */
export type Firewall = { readonly kind: 'on'; readonly alsoOpen: readonly number[] } | { readonly kind: 'off' };

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
};
