import { alerts } from '../../contract/calls/alerts.ts';
import { alertSettingsOf, setAlerts, testAlerts } from '../upkeep/alerts.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function alertsHandlers({ connections }: SessionContext): HandlersOf<typeof alerts> {
  return {
    'alerts.get': async ({ connection }) =>
      answerOf(alerts['alerts.get'].out, await alertSettingsOf(connections.get(connection).administered)),
    'alerts.set': async ({ connection, wish }) =>
      answerOf(alerts['alerts.set'].out, await setAlerts(connections.get(connection).administered, wish)),
    'alerts.test': async ({ connection }) =>
      answerOf(alerts['alerts.test'].out, await testAlerts(connections.get(connection).administered)),
  };
}
