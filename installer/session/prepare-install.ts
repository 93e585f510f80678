import { ProvisionError } from '../../provision/model/error.ts';
import type { WantedState } from '../../provision/model/wanted.ts';
import { bundlePlaces, findBundle } from '../bundle/find.ts';
import { type Bundle, openBundle } from '../bundle/open.ts';
import { sourceRoot, trustedKeys } from '../bundle/trusted-keys.ts';
import type { Plan, Tier } from '../contract/events.ts';
import { type AlertSecretsWish, deliverAlertSecrets } from './alert-secrets.ts';
import { type CertificatePaths, deliverCertificate } from './certificate.ts';
import { type Check, checkServer, requireInstallable, suiteOf } from './check-server.ts';
import { requireLetIn } from './comes-from.ts';
import {
  type DatabaseAdministratorWish,
  deliverDatabaseAdministrator,
  forgetDatabaseAdministrator,
  wantsAdministrator,
} from './database-administrator.ts';
import type { OpenServer } from './open-server.ts';
import { planInstall } from './plan-server.ts';
import { deliverSharePasswords, type SharePasswordsWish } from './share-passwords.ts';
import { type Staged, type StageProgress, stagingFolder } from './stage-bundle.ts';

export type Prepared = { readonly check: Check; readonly staged: Staged; readonly plan: Plan };

export type PrepareOptions = {
  /** The wanted state for the tier the machine meets. */
  readonly wantedFor: (tierMet: Tier | undefined) => WantedState;
  readonly bundle: Bundle;
  /** Files of this laptop, where a certificate from elsewhere is to be used. */
  readonly certificate?: CertificatePaths | undefined;
  /** Where the secrets of the alerts come from, where the answers name any. */
  readonly alertSecrets?: AlertSecretsWish;
  /** Where the passwords of shares for copies come from, where the answers name any. */
  readonly sharePasswords?: SharePasswordsWish;
  /** Where the sign-in of another database server's administrator comes from, where the answers name one. */
  readonly databaseAdministrator?: DatabaseAdministratorWish;
  readonly onCheck: (check: Check) => void;
  readonly onStage: (progress: StageProgress) => void;
  readonly signal: AbortSignal;
};

export type BundleWish = {
  /** Its folder; otherwise the newest one found is taken. */
  readonly given?: string | undefined;
  /** Folder of the program, beside which a packaged program keeps its bundle. */
  readonly program?: string;
};

/** The bundle to install, its signature verified: before anything is asked of a server. Rejects with TT-BUNDLE-*. */
export async function bundleOf({ given, program }: BundleWish): Promise<Bundle> {
  const places = bundlePlaces({
    root: sourceRoot(),
    cwd: process.cwd(),
    ...(program === undefined ? {} : { program }),
  });
  return openBundle(given ?? (await findBundle(places)), await trustedKeys());
}

/** Server checked, the bundle verified for it and sent to it, plan made there. Nothing is installed. */
export async function prepareInstall(server: OpenServer, options: PrepareOptions): Promise<Prepared> {
  const { wantedFor, bundle, onCheck, onStage, signal } = options;
  const { version } = bundle.manifest;
  await requireLetIn(server, wantedFor(undefined), signal);
  const verifying = verifyAhead(bundle);
  const check = await checkServer(server, { wantedFor, version, measureDisk: 'unless-installed', signal });
  onCheck(check);
  requireInstallable(check.report);
  if (check.wanted.addresses.length === 0) throw noAddress();
  if (check.wanted.tls.kind === 'brought' && options.certificate !== undefined)
    await deliverCertificate(server, options.certificate, check.wanted);
  if (check.wanted.alerts !== undefined)
    await deliverAlertSecrets(server, check.wanted.alerts, options.alertSecrets ?? {});
  if (check.wanted.backups?.copies.some(({ kind }) => kind === 'smb'))
    await deliverSharePasswords(server, check.wanted.backups.copies, options.sharePasswords ?? {});
  if (check.wanted.database !== undefined)
    await deliverDatabaseAdministrator(server, check.wanted.database, options.databaseAdministrator ?? {});
  const suite = suiteOf(check.facts);
  const files = await (verifying.get(suite) ?? bundle.verifiedFor(suite));
  const staged: Staged = { folder: stagingFolder(version), suite, bundle, files };
  const plan = await planInstall(server, staged, check.wanted, onStage, signal);
  if (check.wanted.database !== undefined && !wantsAdministrator(plan)) await forgetDatabaseAdministrator(server);
  return { check, staged, plan };
}

/** Hashes the bundle while the server is being looked at, for every suite: which one is needed is not known yet. */
function verifyAhead(bundle: Bundle): ReadonlyMap<string, ReturnType<Bundle['verifiedFor']>> {
  const suites = new Set(bundle.manifest.files.flatMap((file) => file.suite ?? []));
  return new Map(
    [...suites].map((suite) => {
      const verified = bundle.verifiedFor(suite);
      // Asked for later, or never: a damaged file of another suite is of no concern.
      verified.catch(() => {});
      return [suite, verified];
    }),
  );
}

function noAddress(): ProvisionError {
  return new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: 'No address is given under which teachers reach the server.',
    evidence: ['addresses: give at least one IP address of the server'],
  });
}
