import { join } from 'node:path';
import { authorityPrepared, authoritySwitched } from './authority.ts';
import { databaseSteps } from './database.ts';
import { Done } from './done.ts';
import { redisSteps } from './redis.ts';
import { sessionSteps } from './session.ts';
import type { RotationStep } from './step.ts';

export const rotated = ['database', 'session', 'redis', 'ca'] as const;
export type Rotated = (typeof rotated)[number];

export type RotationWish = {
  readonly what: readonly Rotated[];
  /** The clients trust the new authority: let it sign. */
  readonly finishCa?: boolean;
};

/** In the folder of a run: the parts that came to their end. */
export const doneFile = 'rotated.json';

/** The steps of a rotation whose run has this folder. */
export function rotationSteps({ what, finishCa = false }: RotationWish, runFolder: string): readonly RotationStep[] {
  const done = new Done(join(runFolder, doneFile));
  const steps: Readonly<Record<Rotated, () => readonly RotationStep[]>> = {
    database: () => databaseSteps(done),
    session: () => sessionSteps(done),
    redis: redisSteps,
    ca: () => [authorityPrepared, ...(finishCa ? [authoritySwitched(done)] : [])],
  };
  return rotated.filter((one) => what.includes(one)).flatMap((one) => steps[one]());
}

/** What people should know before they agree. */
export function rotationNotes({ what, finishCa = false }: RotationWish): readonly string[] {
  const notes: Readonly<Record<Rotated, readonly string[]>> = {
    database: ['Nobody notices: API instances and workers are restarted one by one with the new password.'],
    session: [
      'Nobody is signed out: the old key is accepted for 14 days, until the last session made with it has run out.',
      'Links to shared schemes and printed codes from before keep working until the key was rotated three more times.',
    ],
    redis: ['Redis has no password here: only the group of its socket may open it. There is nothing to rotate.'],
    ca: finishCa
      ? [
          'From now on the new authority signs: a device that does not trust it yet warns its user. Have all of them got it?',
        ]
      : [
          'The certificate in use stays. Give the new authority’s certificate to every device first, then finish with --finish-ca.',
        ],
  };
  return rotated.filter((one) => what.includes(one)).flatMap((one) => notes[one]);
}
