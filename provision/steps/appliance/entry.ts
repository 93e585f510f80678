import { manifest } from '../../../appliance/manifest.ts';
import { layout } from '../../layout.ts';
import type { Secret } from '../../model/secret.ts';
import type { CommandResult } from '../../model/transport.ts';
import { type Ops, run } from '../../ops/command.ts';
import { type SecretName, secretPath } from '../readings.ts';

export type EntryRun = {
  readonly entry: string;
  readonly args?: readonly string[];
  /** Folder of the release whose program it is. Default the current one's. */
  readonly release?: string;
  readonly stdin?: Secret;
  /** Default `layout.applianceSettings`. */
  readonly settings?: string;
  /** Whose database password it gets. Default the application's. */
  readonly password?: SecretName;
  readonly timeoutMs?: number;
};

/**
 * Runs one program of the release as the service's account, with its credentials as systemd gives them and nothing
 * else of the machine to write to. systemd holds its life: it ends with the connection that asked for it.
 */
export function runEntry(
  ops: Ops,
  { entry, args = [], release = layout.current, stdin, settings, password, timeoutMs = 300_000 }: EntryRun,
): Promise<CommandResult> {
  const { databasePassword, sessionKey } = manifest.credentials;
  const properties = [
    'User=teachtrack',
    'Group=teachtrack',
    'SupplementaryGroups=redis',
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    `ReadWritePaths=-${layout.documents}`,
    `WorkingDirectory=${release}`,
    `LoadCredential=${databasePassword}:${secretPath(password ?? 'database-password')}`,
    `LoadCredential=${sessionKey}:${secretPath('session-key')}`,
    `RuntimeMaxSec=${Math.ceil(timeoutMs / 1000)}`,
  ];
  return run(
    ops,
    [
      ...(['systemd-run', '--pipe', '--wait', '--collect', '--quiet', '--service-type=exec'] as const),
      ...properties.map((property) => `--property=${property}`),
      `--setenv=${manifest.settingsVariable}=${settings ?? layout.applianceSettings}`,
      '--setenv=NODE_ENV=production',
      '--',
      `${release}/bin/node`,
      `${release}/${entry}`,
      ...args,
    ],
    { timeoutMs: timeoutMs + 10_000, ...(stdin === undefined ? {} : { stdin }) },
  );
}
