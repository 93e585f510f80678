import { get } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';

/** Somebody who opens the site again and again, each time over a new connection, and counts what went wrong. */
export function steadyVisitor(address: string) {
  const failures: string[] = [];
  let asked = 0;
  let isOver = false;
  const once = () =>
    new Promise<void>((resolve) => {
      asked += 1;
      const request = get(
        { host: address, path: '/health', agent: false, rejectUnauthorized: false, timeout: 120_000 },
        (answer) => {
          answer.resume();
          if (answer.statusCode !== 200) failures.push(String(answer.statusCode));
          answer.on('end', resolve).on('error', (error) => {
            failures.push(error.message);
            resolve();
          });
        },
      );
      request.on('timeout', () => request.destroy(new Error('no answer in 120 s')));
      request.on('error', (error) => {
        failures.push(error.message);
        resolve();
      });
    });
  const visits = (async () => {
    while (!isOver) {
      await once();
      await pause(10);
    }
  })();
  return {
    /** Ends the visits; gives how many there were and what failed. */
    async leave() {
      isOver = true;
      await visits;
      return { asked, failures };
    },
  };
}
