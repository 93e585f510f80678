import { layout } from '../../layout.ts';
import type { Step } from '../../model/step.ts';
import type { WantedState } from '../../model/wanted.ts';
import { must, type Ops } from '../../ops/command.ts';
import { directoryChange, makeDirectory, removeTree } from '../../ops/directory.ts';
import { isAsWanted, type WantedFile, writeWanted } from '../../ops/file.ts';
import { kitOf } from '../../trust-kit/kit.ts';
import { nextName, trustPage, trustScript } from '../../trust-kit/page.ts';
import { trustedBy } from '../appliance/health.ts';
import { entriesOf } from '../entries.ts';
import { checked } from '../satisfied.ts';

const folder = { path: layout.trust, mode: 0o755, owner: 'root', group: 'root' } as const;
const names = [
  'index.html',
  'trust.js',
  'teachtrack-ca.crt',
  'trust-on-windows.cmd',
  'trust-on-apple.mobileconfig',
  'trust-on-linux.sh',
  'policies.json',
] as const;
/** Made beside the authority in force while it is being changed. */
const nextAuthority = `${layout.tls}/next-ca.crt`;
const nextPath = `${layout.trust}/${nextName}`;

export const tlsTrustKit: Step = {
  id: 'tls/trust-kit',
  title: 'Page on which devices learn to trust the server',
  needs: ['tls/certificate'],
  seconds: 1,
  async check(context) {
    if (context.wanted.tls.kind === 'plain-lan')
      return { kind: 'satisfied', evidence: ['not wanted: there is nothing to trust'] };
    const paths = names.map((name) => `${layout.trust}/${name}`);
    const entries = await entriesOf(context, [layout.trust, ...paths, nextPath]);
    const files = await trustFiles(context, context.wanted);
    const all = [...new Set([...paths, ...files.map(({ path }) => path)])];
    const stale = all.filter((path) => {
      const file = files.find((one) => one.path === path);
      return file === undefined || !isAsWanted(entries.get(path), file);
    });
    const changes = stale.map((path) => {
      const action = entries.has(path) ? 'replace' : 'create';
      return { kind: 'file', path, action } as const;
    });
    return checked([directoryChange(folder, entries.get(layout.trust)), ...changes], {}, [
      `${names.length} files under /trust`,
    ]);
  },
  apply: (context) => placeTrustKit(context, context.wanted),
  undo: (context) => removeTree(context, layout.trust),
};

/** Made anew from the certificate that devices have to trust now. */
export async function placeTrustKit(ops: Ops, wanted: WantedState): Promise<void> {
  await makeDirectory(ops, folder);
  const files = await trustFiles(ops, wanted);
  for (const file of files) await writeWanted(ops, file);
  if (!files.some(({ path }) => path === nextPath))
    await must(ops, ['rm', '-f', '--', nextPath], { what: `Removing ${nextPath}` });
}

/** None as long as there is no authority yet. */
async function trustFiles({ transport }: Pick<Ops, 'transport'>, wanted: WantedState): Promise<readonly WantedFile[]> {
  const pem = await transport.readFile(trustedBy(wanted.tls), { asRoot: true });
  if (pem === undefined) return [];
  const kit = kitOf(pem);
  const following = await transport.readFile(nextAuthority, { asRoot: true });
  const next = following === undefined || wanted.tls.kind !== 'own-authority' ? undefined : kitOf(following);
  const texts = [
    { name: 'index.html', text: trustPage(kit, wanted, next) },
    { name: 'trust.js', text: trustScript },
    ...kit.files,
    ...(next === undefined ? [] : [{ name: nextName, text: next.files[0]?.text ?? '' }]),
  ];
  const owner = { owner: 'root', group: 'root' } as const;
  return texts.map(({ name, text }) => ({ path: `${layout.trust}/${name}`, content: text, mode: 0o644, ...owner }));
}
