import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { siteOf } from '../alerts/test.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { runMonitor } from '../monitor/monitor.ts';
import { monitorChannels } from '../monitor/watch.ts';
import { readWanted } from '../wanted-schema.ts';
import type { World } from '../world.ts';

export const monitor: Command = {
  name: 'monitor',
  usage: '[--gave-up]',
  summary: 'measures, keeps a history and sends alerts; systemd starts it',
  options: { 'gave-up': { type: 'boolean' } },
  async run(world, flags) {
    // Quiet hours and the times in what is told are the district's.
    if (existsSync(world.wantedState)) process.env['TZ'] = readWanted(world.wantedState).timeZone;
    if (flags['gave-up'] === true) return gaveUp(world);
    await runMonitor(world);
    return exitCodes.ok;
  },
};

/** The last word of a monitor that systemd could not keep running: nobody else would say it. */
async function gaveUp(world: World): Promise<number> {
  const site = siteOf(world);
  const message = {
    id: randomUUID(),
    at: new Date().toISOString(),
    subject: `${site}: the monitor does not run any more`,
    text: [
      'The health monitor ended again and again, so that systemd gave it up. It is started again after 15 seconds, then later.',
      'TeachTrack itself goes on. Until the monitor is back, nobody measures it and no other alert will come.',
      '',
      'What to do: look at "journalctl -u teachtrack-monitor" on the server, then "systemctl restart teachtrack-monitor".',
    ].join('\n'),
    kind: 'alert',
    details: [{ rule: 'monitor', urgent: true }],
  };
  const sent = await Promise.allSettled(monitorChannels(world).map((channel) => channel.send(message)));
  const failed = sent.filter(({ status }) => status === 'rejected');
  for (const one of failed) world.err(String((one as PromiseRejectedResult).reason));
  return failed.length === 0 ? exitCodes.ok : exitCodes.failed;
}
