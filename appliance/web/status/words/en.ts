import { answer } from './en/answer.ts';
import { drift } from './en/drift.ts';
import { general } from './en/general.ts';
import { parts } from './en/parts.ts';
import { tiles } from './en/tiles.ts';

/** Every word of the status panel in English. Another language is other files of the same shape. */
export const en = { ...general, answer, tiles, ...parts, ...drift };

export type Words = typeof en;
