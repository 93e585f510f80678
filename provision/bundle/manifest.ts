import { z } from 'zod';
import { ProvisionError } from '../model/error.ts';

/** A plain name inside the bundle's folder: no path, nothing hidden. */
const fileName = z.string().regex(/^[a-z0-9][a-z0-9.+-]*$/, 'is not a plain file name');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a sha256');
const bytes = z.number().int().nonnegative();

export const bundleVersion = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}(-[a-z0-9.]{1,40})?$/, 'is not a version');
export const suiteName = z.string().regex(/^[a-z]{3,20}$/, 'is not the name of a Debian suite');

const file = z.strictObject({
  name: fileName,
  /** `release`: the appliance, the engine and Node. `packages`: a Debian repository for one suite. */
  kind: z.enum(['release', 'packages']),
  suite: suiteName.optional(),
  bytes,
  sha256,
  /** Space that the unpacked files take, and how many there are. */
  unpackedBytes: bytes,
  unpackedFiles: z.number().int().positive(),
  /** Digest of the unpacked tree, see `tree.ts`. */
  treeSha256: sha256,
});
export type BundleFile = z.infer<typeof file>;

const packages = z.strictObject({
  suite: suiteName,
  /** What was asked for; all the rest is what these need. */
  wanted: z.array(z.string()),
  list: z.array(z.strictObject({ name: z.string(), version: z.string(), bytes })),
  versions: z.strictObject({ mariadb: z.string(), redis: z.string(), nginx: z.string() }),
});
export type SuitePackages = z.infer<typeof packages>;

export const manifestFormat = 1;

/** What a bundle holds. Signed as a whole; every other file is vouched for by its sha256 in here. */
export const manifestSchema = z
  .strictObject({
    format: z.literal(manifestFormat),
    version: bundleVersion,
    /** The oldest installed version on which this one can be put directly. */
    upgradesFrom: bundleVersion,
    /** ISO 8601 UTC; the moment of the sources, so that the same sources give the same bytes. */
    createdAt: z.iso.datetime(),
    node: z.string(),
    /** First 16 hex digits of the sha256 of the signing key's public half (SPKI, DER). */
    keyId: z.string().regex(/^[0-9a-f]{16}$/),
    files: z.array(file).min(1),
    packages: z.array(packages),
  })
  .refine(({ files }) => files.filter(({ kind }) => kind === 'release').length === 1, 'holds not exactly one release')
  .refine(
    ({ files }) => files.every(({ kind, suite }) => (kind === 'packages') === (suite !== undefined)),
    'has a suite where none belongs, or none where one does',
  )
  .refine(({ files }) => new Set(files.map(({ name }) => name)).size === files.length, 'names a file twice')
  .refine(
    ({ files }) => files.every(({ name }) => name !== manifestName && name !== signatureName),
    'lists itself among its files',
  );
export type Manifest = z.infer<typeof manifestSchema>;

export const manifestName = 'manifest.json';
export const signatureName = 'manifest.json.sig';

/**
 * Reads a manifest whose signature was verified before. Rejects with TT-BUNDLE-05 for another format and TT-BUNDLE-02
 * for anything that is not a manifest.
 */
export function parseManifest(text: string): Manifest {
  const json = readJson(text);
  const format = z.object({ format: z.number().int() }).safeParse(json);
  if (format.success && format.data.format !== manifestFormat)
    throw new ProvisionError({
      code: 'TT-BUNDLE-05',
      message: `The bundle's manifest has format ${format.data.format}; this program reads format ${manifestFormat}.`,
    });
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ProvisionError({
    code: 'TT-BUNDLE-02',
    message: 'The bundle’s manifest is not valid.',
    evidence: parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.') || 'manifest'}: ${message}`),
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProvisionError({ code: 'TT-BUNDLE-02', message: 'The bundle’s manifest is not JSON.', cause });
  }
}

/** The file of the manifest with the release, and the one with packages for a suite. TT-BUNDLE-04 when it has none. */
export function filesFor(
  manifest: Manifest,
  suite: string,
): { readonly release: BundleFile; readonly packages: BundleFile } {
  const release = manifest.files.find(({ kind }) => kind === 'release');
  const packages = manifest.files.find((one) => one.suite === suite);
  if (release !== undefined && packages !== undefined) return { release, packages };
  const suites = manifest.files.flatMap((one) => one.suite ?? []);
  throw new ProvisionError({
    code: 'TT-BUNDLE-04',
    message: `Bundle ${manifest.version} has no packages for ${suite || 'a system without a name'}; it has them for ${suites.join(', ') || 'no system'}.`,
  });
}

/** JSON of plain data with sorted keys and no spaces: the same value always gives the same bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
