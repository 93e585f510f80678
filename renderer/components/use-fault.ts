import { useWords } from '../words/words.ts';

/** What a field says of its own fault, as a sentence; nothing where there is none. */
export function useFault(): (problem: string | undefined) => string | undefined {
  const words = useWords().components;
  return (problem) => (problem === undefined ? undefined : words.fault(problem));
}
