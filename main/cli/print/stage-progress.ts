import type { StageProgress } from '../../../installer/session/stage-bundle.ts';
import { note } from './output.ts';
import { mebibytes } from './style.ts';

/** Says how much of the bundle has been sent: in place on a terminal, in quarters elsewhere. */
export function stageProgress(): (progress: StageProgress) => void {
  let told = -1;
  return (progress) => {
    if (progress.kind === 'unpacking') {
      if (process.stderr.isTTY && told >= 0) process.stderr.write('\n');
      return note('Unpacking it on the server.');
    }
    const { sentBytes, totalBytes } = progress;
    const percent = Math.floor((100 * sentBytes) / Math.max(1, totalBytes));
    if (process.stderr.isTTY) {
      if (percent === told) return;
      told = percent;
      process.stderr.write(`\rSending the bundle: ${mebibytes(sentBytes)} of ${mebibytes(totalBytes)} (${percent} %)`);
      return;
    }
    const quarter = Math.floor(percent / 25) * 25;
    if (quarter <= told) return;
    told = quarter;
    note(`Sending the bundle: ${quarter} % of ${mebibytes(totalBytes)}`);
  };
}
