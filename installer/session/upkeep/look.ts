import { z } from 'zod';
import { layout } from '../../../provision/layout.ts';
import { ProvisionError } from '../../../provision/model/error.ts';
import { jsonOf, refusalOf } from '../ctl.ts';
import type { OpenServer } from '../open-server.ts';

const stateSchema = z.object({ at: z.string(), ok: z.boolean().nullable(), summary: z.string() });
type State = z.infer<typeof stateSchema>;

export type Upkeep = {
  /** Null where an older engine does not tell. */
  readonly version: string | null;
  /** Names of the engine's commands, such as `drift` or `backup list`. */
  readonly can: readonly string[];
  readonly states: Readonly<Record<string, State>>;
};

/** A line a state file, `name {…}`; the last line is what the engine can do. */
const script = `cd "$1" 2>/dev/null && for file in *.json; do
  [ -f "$file" ] && printf '%s ' "\${file%.json}" && tr -d '\\n' <"$file" && echo
done
printf 'engine ' && exec "$2" version --json`;

/** Reads everything that the running server says of itself, in one round trip. */
export async function lookAtUpkeep({ transport }: OpenServer): Promise<Upkeep> {
  const argv = ['sh', '-c', script, 'sh', layout.stateFiles, layout.ctl] as const;
  const result = await transport.run({ argv, asRoot: true });
  const told = new Map(result.stdout.split('\n').map((line) => cut(line)));
  const engine = z
    .object({ version: z.string().nullable().catch(null), commands: z.array(z.string()) })
    .safeParse(told.get('engine'));
  if (!engine.success) {
    throw (
      refusalOf(result) ?? new ProvisionError({ code: 'TT-RUN-04', message: 'The engine did not say what it can do.' })
    );
  }
  told.delete('engine');
  const states = [...told].flatMap(([name, value]) => {
    const state = stateSchema.safeParse(value);
    return state.success ? [[name, state.data] as const] : [];
  });
  return { version: engine.data.version, can: engine.data.commands, states: Object.fromEntries(states) };
}

function cut(line: string): readonly [string, unknown] {
  const at = line.indexOf(' ');
  return [line.slice(0, at), jsonOf(line.slice(at + 1))];
}
