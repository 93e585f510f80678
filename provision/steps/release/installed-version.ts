import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { layout } from '../../layout.ts';

/** Version of the release that `current` leads to on this machine; undefined when none is installed. */
export function installedVersion(): string | undefined {
  try {
    return basename(readlinkSync(layout.current));
  } catch {
    return undefined;
  }
}
