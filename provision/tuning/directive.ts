import type { ExpectedSetting, SettingSource } from './file.ts';
import { normalise } from './value.ts';

/**
 * One line of a configuration file and what the running service must then say. `wanted` is absent when the line's own
 * text, normalised, is what is read back; null when it cannot be read back.
 */
export type Directive = {
  readonly name: string;
  readonly text: string;
  readonly wanted?: string | null;
  /** Name it is read back under, where that differs. */
  readonly shownAs?: string;
  readonly mayDiffer?: ExpectedSetting['mayDiffer'];
  readonly ofTheHost?: boolean;
};

export function expectedSettings(directives: readonly Directive[], source: SettingSource): ExpectedSetting[] {
  return directives.flatMap(({ name, text, wanted, shownAs, mayDiffer, ofTheHost }) =>
    wanted === null
      ? []
      : [
          {
            name: shownAs ?? name,
            wanted: wanted ?? normalise(text),
            source,
            ...(mayDiffer === undefined ? {} : { mayDiffer }),
            ...(ofTheHost === undefined ? {} : { ofTheHost }),
          },
        ],
  );
}
