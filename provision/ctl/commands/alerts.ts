import { ProvisionError } from '../../model/error.ts';
import { momentText } from '../../model/moment.ts';
import { run } from '../../ops/command.ts';
import { readState } from '../../ops/state-file.ts';
import { deliveredAlerts } from '../../steps/alerts/chosen.ts';
import { changed, keep } from '../alerts/change.ts';
import { rules } from '../alerts/rules.ts';
import { type AlertSettings, readAlertSettings } from '../alerts/settings.ts';
import { testAlerts } from '../alerts/test.ts';
import { type Command, type Flags, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { AlertsState } from '../monitor/watch.ts';
import type { World } from '../world.ts';

const word = { type: 'string' } as const;
const yes = { type: 'boolean' } as const;

export const alerts: Command = {
  name: 'alerts',
  usage:
    'show | test | set [--mail-host H] [--mail-port N] [--mail-security tls|starttls|none] [--mail-ca FILE|none] [--mail-user U|none] [--mail-from A] [--mail-to A,B] [--password-stdin] [--no-mail] [--webhook-stdin] [--no-webhook] [--quiet 21:00-06:00|none] [--json]',
  summary:
    'who is told when something is wrong; `test` sends one now; the password and the webhook’s address come on stdin',
  acts: ['show', 'test', 'set'],
  options: {
    ...{
      'mail-host': word,
      'mail-port': word,
      'mail-security': word,
      'mail-ca': word,
      'mail-user': word,
      'mail-from': word,
    },
    ...{ 'mail-to': word, quiet: word, json: yes },
    ...{ 'password-stdin': yes, 'webhook-stdin': yes, 'no-mail': yes, 'no-webhook': yes },
  },
  async run(world, flags) {
    switch (flags['act']) {
      case 'test':
        return test(world, flags);
      case 'set':
        return set(world, flags);
      default:
        return show(world, flags);
    }
  },
};

async function show(world: World, flags: Flags): Promise<number> {
  const settings = readAlertSettings(world.operation.alertSettings);
  const state = readState<AlertsState>('alerts', world.operation.stateFiles);
  if (flags['json'] === true) {
    const told = rules.map(({ id, title, when, urgent }) => ({ id, title, when, urgent }));
    world.out(
      JSON.stringify({ settings, rules: told, active: state?.active ?? null, deliveries: state?.deliveries ?? null }),
    );
  } else world.out([...settingLines(settings), '', ...stateLines(state), '', ...ruleLines()].join('\n'));
  return exitCodes.ok;
}

async function test(world: World, flags: Flags): Promise<number> {
  const tested = await testAlerts(world);
  if (flags['json'] === true) world.out(JSON.stringify(tested));
  else if (tested.ok === true) world.out(tested.summary);
  else throw new ProvisionError({ code: 'TT-MAIL-01', message: tested.summary });
  return tested.ok === true ? exitCodes.ok : exitCodes.failed;
}

async function set(world: World, flags: Flags): Promise<number> {
  if (Object.keys(flags).every((name) => name === 'act' || name === 'json')) throw usage('There is nothing to set.');
  const wantsInput = flags['password-stdin'] === true || flags['webhook-stdin'] === true;
  const lines = wantsInput ? (await world.readStdin()).split('\n').map((line) => line.replace(/\r$/, '')) : [];
  const { operation, transport, signal } = world;
  const change = changed(readAlertSettings(operation.alertSettings), flags, lines);
  keep(world, change);
  const ops = { transport, signal, say: () => {} };
  // What the answers of an install brought counts no more.
  await run(ops, ['rm', '-f', '--', deliveredAlerts]);
  // It reads its settings and credentials when it starts; without systemd or a monitor there is nothing to tell.
  await run(ops, ['systemctl', 'try-restart', '--', 'teachtrack-monitor.service']);
  const webhookKey = change.secrets.get('webhook-key');
  if (flags['json'] === true) world.out(JSON.stringify({ settings: change.settings, webhookKey: webhookKey ?? null }));
  else
    world.out(
      [
        ...settingLines(change.settings),
        ...(webhookKey === undefined ? [] : [`The webhook’s key, shown this once: ${webhookKey}`]),
        'Send a test: teachtrackctl alerts test',
      ].join('\n'),
    );
  return exitCodes.ok;
}

function settingLines({ mail, webhook, quietHours }: AlertSettings): readonly string[] {
  return [
    mail === undefined
      ? 'Mail: to nobody yet'
      : `Mail: to ${mail.to.join(', ')} from ${mail.from} through ${mail.host}:${mail.port} (${mail.security}${mail.ca === undefined ? '' : ', with an authority of its own'}${mail.user === undefined ? '' : `, signed in as ${mail.user}`})`,
    `Webhook: ${webhook === undefined ? 'none' : webhook.host}`,
    quietHours === undefined
      ? 'Quiet hours: none'
      : `Quiet hours: ${quietHours.from} to ${quietHours.to}; what is urgent is told at any time`,
  ];
}

function stateLines(state: AlertsState | undefined): readonly string[] {
  if (state === undefined) return ['The monitor has not looked yet.'];
  const wrong = state.active.map(({ title, sentence }) => `Now: ${title}. ${sentence}`);
  const last = state.deliveries.slice(0, 5).map(({ at, to, subject, state: how, reason }) => {
    const why = reason === undefined ? '' : ` (${reason})`;
    return `${momentText(at)} ${how} to ${to}: ${subject}${why}`;
  });
  return [...(wrong.length === 0 ? ['Now: nothing is wrong.'] : wrong), ...last];
}

function ruleLines(): readonly string[] {
  return rules.map(({ title, when, urgent }) => `${urgent ? '!' : '-'} ${title}: ${when}`);
}
