import { given } from '../commands/reserve.ts';
import type { RequestAction } from './actions.ts';

export const reserveFree: RequestAction = {
  name: 'reserve-free',
  title: 'Give the emergency reserve back',
  run: async (world, _target, by) => (await given(world, by)).summary,
};
