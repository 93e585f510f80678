import type { Known } from './known.ts';

/** Something that is not as it should be. */
export type Finding = {
  /** What of several: a disk, a queue, a service. Empty when there is only one. */
  readonly subject: string;
  /** What is, for whom, measured. */
  readonly sentence: string;
  /** What to do now. */
  readonly advice: string;
  /** Overrides the rule's own. */
  readonly urgent?: boolean;
  /** When it happened, of what happens and does not last: happens it once more, it is told once more. */
  readonly happenedMs?: number;
};

export type Rule = {
  readonly id: string;
  /** Names the trouble: "A disk is filling up". */
  readonly title: string;
  /** When it is told and when it is well again, for people who are no engineers. */
  readonly when: string;
  /** Urgent ones pass in quiet hours. */
  readonly urgent: boolean;
  /** It must have been so for that long before anybody is told. */
  readonly afterSeconds: number;
  /** It must have been well for that long before it counts as well. */
  readonly calmSeconds: number;
  /** Told again after so many hours while it lasts. */
  readonly againHours: number;
  /**
   * All that is wrong now; undefined when nobody can tell, which leaves everything as it was. `isOpen`: this subject is
   * wrong already, so that what hovers at a limit is not told again and again.
   */
  readonly find: (known: Known, isOpen: (subject: string) => boolean) => readonly Finding[] | undefined;
};
