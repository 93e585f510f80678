import { Secret } from '../model/secret.ts';
import type { StepContext } from '../model/step.ts';
import { applianceRunning } from '../steps/appliance/running.ts';
import { secretPath } from '../steps/readings.ts';
import { checked } from '../steps/satisfied.ts';
import { restarted } from './database.ts';
import type { Done } from './done.ts';
import { apart, newSecret, readSecret, writeSecret } from './secret-files.ts';
import type { RotationStep } from './step.ts';

const part = 'session';
const path = secretPath('session-key');
/** Every session made with a key has run out by then. */
const sessionDays = 14;
/** Links and printed codes made with an old key work as long as it is known. */
const oldKept = 3;

/** The credential as the appliance reads it: the signing key, then the one to come or those of before. */
export type KeyFile = {
  readonly signing: string;
  readonly next?: string;
  readonly old: readonly { readonly key: string; readonly until: string }[];
};

export function parseKeyFile(text: string): KeyFile {
  const [signing = '', ...rest] = text.split('\n').filter((line) => line !== '');
  const pairs = rest.flatMap((line, at) => (at % 2 === 0 ? [{ mark: line, key: rest[at + 1] ?? '' }] : []));
  const next = pairs.find(({ mark }) => mark === 'next')?.key;
  const old = pairs.flatMap(({ mark, key }) =>
    mark.startsWith('old-until ') ? [{ key, until: mark.slice('old-until '.length) }] : [],
  );
  return { signing, old, ...(next === undefined ? {} : { next }) };
}

export function keyFileText({ signing, next, old }: KeyFile): string {
  const pairs = [
    ...(next === undefined ? [] : ['next', next]),
    ...old.slice(0, oldKept).flatMap(({ key, until }) => [`old-until ${until}`, key]),
  ];
  return [signing, ...pairs].join('\n');
}

/** The next key signs; the one before is accepted for sessions until none of them lives any more. */
export function switched({ signing, next, old }: KeyFile, now = new Date()): KeyFile {
  if (next === undefined) return { signing, old };
  const until = new Date(now.getTime() + sessionDays * 86_400_000).toISOString();
  return { signing: next, old: [{ key: signing, until }, ...old] };
}

/**
 * The key that sessions, links and codes are hashed with. Every process first learns the new one and goes on signing with
 * the old, then all sign with the new one and know the old: whichever instance a request meets, it knows the session.
 */
export function sessionSteps(done: Done): readonly RotationStep[] {
  return [
    {
      id: 'rotate/session-known',
      title: 'Every process knows the new key of the sessions',
      needs: [],
      seconds: 40,
      async check(context) {
        const { next } = await keyFile(context);
        return stateOf(
          context,
          done.has(part) || next !== undefined,
          'the new key is known everywhere and not in use yet',
        );
      },
      async apply(context) {
        const now = await keyFile(context);
        await apart(context);
        if (now.next === undefined) await write(context, { ...now, next: newSecret() });
        await restarted(context);
      },
      async undo(context) {
        const { next: _, ...now } = await keyFile(context);
        await apart(context);
        await write(context, now);
        await restarted(context);
      },
    },
    {
      id: 'rotate/session-switched',
      title: 'The new key signs; nobody is signed out',
      needs: ['rotate/session-known'],
      seconds: 40,
      async check(context) {
        const { next } = await keyFile(context);
        return stateOf(
          context,
          done.has(part) || next === undefined,
          'the new key signs, the old one is still accepted',
        );
      },
      async apply(context) {
        const now = await keyFile(context);
        await apart(context);
        if (now.next !== undefined) await write(context, switched(now));
        await restarted(context);
        done.add(part);
      },
      /** Sessions signed with the new key stay good, so it stays known as the one to come. */
      async undo(context) {
        const { signing, old, next } = await keyFile(context);
        const [before, ...rest] = old;
        if (next !== undefined || before === undefined) return;
        await apart(context);
        await write(context, { signing: before.key, old: [{ key: signing, until: before.until }, ...rest] });
        await restarted(context);
      },
    },
  ];
}

async function stateOf(context: StepContext, isWritten: boolean, evidence: string) {
  const running = await applianceRunning.check(context);
  const file = isWritten ? undefined : ({ kind: 'file', path, action: 'replace', secret: true } as const);
  return checked([file, ...(running.kind === 'pending' ? running.changes : [])], { [path]: 'ours' }, [evidence]);
}

async function keyFile(context: Pick<StepContext, 'transport'>): Promise<KeyFile> {
  return parseKeyFile((await readSecret(context, path))?.reveal() ?? '');
}

function write(context: Pick<StepContext, 'transport'>, file: KeyFile): Promise<void> {
  return writeSecret(context, path, new Secret(keyFileText(file)));
}
