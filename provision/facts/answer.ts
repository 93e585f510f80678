import type { Fact, FactOutcome, Facts } from '../model/fact.ts';

/** Reads the framed answer of `scriptOf`. Text outside the frames, such as a login banner, is not looked at. */
export function parseAnswer(answer: string, marker: string, facts: readonly Fact<unknown>[]): Facts {
  const frames = framesOf(answer, marker);
  return factsOf(new Map(facts.map((fact) => [fact.id, outcomeOf(fact, frames.get(fact.id))])));
}

/** Facts out of what is known already; what was not asked is unknown. */
export function factsOf(outcomes: ReadonlyMap<string, FactOutcome<unknown>>): Facts {
  return {
    get<T>(fact: Fact<T>): FactOutcome<T> {
      const outcome = outcomes.get(fact.id) ?? { kind: 'unknown', why: 'it was not asked for' };
      return outcome as FactOutcome<T>;
    },
  };
}

export type Frame = { readonly stdout: string; readonly exitCode: number };

export function framesOf(answer: string, marker: string): ReadonlyMap<string, Frame> {
  const frames = new Map<string, Frame>();
  let open: { readonly id: string; readonly from: number } | undefined;
  const text = answer.replaceAll('\r\n', '\n').split('\n');
  for (const [index, line] of text.entries()) {
    if (!line.startsWith(`${marker} `)) continue;
    const [word, id = '', code = ''] = line.slice(marker.length + 1).split(' ');
    if (word === 'begin') open = { id, from: index + 1 };
    // The snippet's output is followed by a line break of the frame's own.
    if (word === 'end' && open?.id === id)
      frames.set(id, { stdout: text.slice(open.from, index).join('\n'), exitCode: Number(code) });
  }
  return frames;
}

function outcomeOf(fact: Fact<unknown>, frame: Frame | undefined): FactOutcome<unknown> {
  if (frame === undefined) return { kind: 'unknown', why: 'the server gave no answer to this question' };
  if (frame.exitCode === 124 || frame.exitCode === 137)
    return { kind: 'unknown', why: 'the server took too long to answer this question' };
  if (frame.exitCode !== 0)
    return { kind: 'unknown', why: `the question ended with code ${frame.exitCode} on the server` };
  try {
    return { kind: 'known', value: fact.parse(frame.stdout) };
  } catch (thrown) {
    return {
      kind: 'unknown',
      why: `the server's answer is not what we know how to read: ${String(thrown instanceof Error ? thrown.message : thrown)}`,
    };
  }
}
