import type { JsonObject } from '../model/json.ts';
import type { Step, StepContext, UndoContext } from '../model/step.ts';

/** A step of a rotation. Its way back may start processes again, so it needs all that a step needs. */
export type RotationStep = Omit<Step, 'undo'> & {
  undo(context: UndoContext & Pick<StepContext, 'bundle'>, receipt: JsonObject): Promise<void>;
};
