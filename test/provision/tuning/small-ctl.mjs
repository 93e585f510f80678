// Stands in for the engine's program: as the monitor it says that it is ready and alive, and ends at once for all else.
import { execFileSync } from 'node:child_process';

if (process.argv[2] === 'monitor' && process.argv[3] === undefined) {
  execFileSync('systemd-notify', ['--ready']);
  setInterval(() => execFileSync('systemd-notify', ['WATCHDOG=1']), 20_000);
}
