import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../../../../provision/model/change.ts';
import type { JsonObject } from '../../../../provision/model/json.ts';
import { Secret } from '../../../../provision/model/secret.ts';
import type { Step, StepContext, UndoContext } from '../../../../provision/model/step.ts';

/** A secret that a careless step says, shows and throws about. */
export const plantedSecret = 'tulip-7f3a-ocean-Bridge';

/** While this file is there, writing a file takes two seconds more. */
export const slowMark = '/run/teachtrack-rehearsal-is-slow';

type Wanted = { readonly path: string; readonly content: string; readonly mode: number; readonly secret?: boolean };

/** Steps over real files below `root`, through the transport of their context. */
export function rehearsalSteps(root: string): readonly Step[] {
  const at = (path: string) => join(root, path);
  return [
    files(
      'files/settings',
      ['files/folder'],
      [
        { path: at('etc/app/one.conf'), content: 'one = 1\n', mode: 0o644 },
        { path: at('etc/foreign.conf'), content: 'ours = yes\n', mode: 0o644 },
        { path: at('etc/app/three.conf'), content: 'three = 3\n', mode: 0o600 },
      ],
    ),
    folder('files/folder', at('etc/app')),
    talkative(
      files(
        'files/secret',
        ['files/folder'],
        [{ path: at('secrets/password'), content: plantedSecret, mode: 0o600, secret: true }],
      ),
    ),
    line('files/line', ['files/settings'], at('etc/hosts'), '127.0.0.1 teachtrack'),
    {
      ...keeping(
        files('files/data', ['files/folder'], [{ path: at('data/lessons'), content: 'lessons\n', mode: 0o640 }]),
      ),
      keepsData: true,
    },
  ];
}

function files(id: string, needs: readonly string[], wanted: readonly Wanted[]): Step {
  const isThere = ({ path, content, mode }: Wanted) =>
    existsSync(path) && readFileSync(path, 'utf8') === content && (statSync(path).mode & 0o777) === mode;
  return {
    id,
    title: `Files of ${id}`,
    needs,
    seconds: 1,
    async check() {
      const pending = wanted.filter((file) => !isThere(file));
      if (pending.length === 0) return { kind: 'satisfied', evidence: wanted.map(({ path }) => `${path} as wanted`) };
      const changes = pending.map(
        ({ path, secret }): Change => ({
          kind: 'file',
          path,
          action: existsSync(path) ? 'replace' : 'create',
          ...(secret === true ? { secret } : {}),
        }),
      );
      return {
        kind: 'pending',
        changes,
        receipt: { files: Object.fromEntries(wanted.map(({ path }) => [path, before(path)])) },
      };
    },
    async apply({ transport }) {
      for (const { path, content, mode } of wanted) {
        mkdirSync(dirname(path), { recursive: true });
        await transport.writeFile(path, content, { mode });
        await sleep(existsSync(slowMark) ? 2_000 : 30);
      }
    },
    async undo({ transport }, receipt) {
      for (const [path, was] of Object.entries(receipt['files'] as JsonObject).toReversed()) {
        if (was === null) rmSync(path, { force: true });
        else await putBack(transport, path, was as JsonObject);
      }
    },
  };
}

function before(path: string): JsonObject | null {
  if (!existsSync(path)) return null;
  return { content: readFileSync(path, 'base64'), mode: statSync(path).mode & 0o777 };
}

async function putBack(transport: StepContext['transport'], path: string, was: JsonObject): Promise<void> {
  await transport.writeFile(path, Buffer.from(String(was['content']), 'base64'), { mode: Number(was['mode']) });
}

function folder(id: string, path: string): Step {
  return {
    id,
    title: 'A folder',
    needs: [],
    seconds: 1,
    async check() {
      const isThere = existsSync(path) && (statSync(path).mode & 0o777) === 0o750;
      if (isThere) return { kind: 'satisfied', evidence: [`${path} is there`] };
      const changes: readonly Change[] = [{ kind: 'directory', path, action: 'create' }];
      return { kind: 'pending', changes, receipt: { existed: existsSync(path) } };
    },
    async apply() {
      mkdirSync(path, { recursive: true });
      await sleep(10);
      chmodSync(path, 0o750);
    },
    async undo(_context, receipt) {
      if (receipt['existed'] === false) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A line added to a file that is somebody else's. */
function line(id: string, needs: readonly string[], path: string, text: string): Step {
  const lines = () =>
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .filter((one) => one !== '')
      : [];
  return {
    id,
    title: 'A line',
    needs,
    seconds: 1,
    async check() {
      if (lines().includes(text)) return { kind: 'satisfied', evidence: [text] };
      return {
        kind: 'pending',
        changes: [{ kind: 'file', path, action: 'replace' }],
        receipt: { [path]: before(path) },
      };
    },
    async apply({ transport }) {
      await transport.writeFile(path, `${[...lines(), text].join('\n')}\n`, { mode: statSync(path).mode & 0o777 });
    },
    async undo({ transport }, receipt) {
      await putBack(transport, path, receipt[path] as JsonObject);
    },
  };
}

/** Says the secret after it went through the transport on a standard input. */
function talkative(step: Step): Step {
  return {
    ...step,
    async apply(context, receipt) {
      await step.apply(context, receipt);
      await context.transport.run({ argv: ['cat'], stdin: new Secret(plantedSecret) });
      context.say(`the password is ${plantedSecret}, in base64 ${Buffer.from(plantedSecret).toString('base64')}`);
    },
  };
}

function keeping(step: Step): Step {
  return {
    ...step,
    async undo(context: UndoContext, receipt) {
      if (context.removeData) await step.undo(context, receipt);
    },
  };
}
