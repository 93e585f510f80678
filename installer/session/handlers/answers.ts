import { Secret } from '../../../provision/model/secret.ts';
import { knownHostsFile, pinnedKey } from '../../../provision/transport/known-hosts.ts';
import type { Answers } from '../../contract/answers.ts';
import type { answers } from '../../contract/calls/answers.ts';
import { answersOfText, answersText } from '../answers-file.ts';
import { takeAnswersInForce } from '../held/answers-in-force.ts';
import type { HeldConnection } from '../held/connection.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function answersHandlers({ connections, files }: SessionContext): HandlersOf<typeof answers> {
  return {
    'answers.get': async ({ connection }, { signal }) => {
      const held = connections.get(connection);
      await takeAnswersInForce(held, signal);
      return settledOf(held);
    },
    'answers.set': async ({ connection, answers: given, secrets = {} }) => {
      const held = connections.get(connection);
      held.answers = given;
      held.isAnswered = true;
      const { mailPassword, webhookUrl } = secrets;
      held.alertSecrets = {
        ...held.alertSecrets,
        ...(mailPassword === undefined ? {} : { mailPassword: new Secret(mailPassword) }),
        ...(webhookUrl === undefined ? {} : { webhookUrl: new Secret(webhookUrl) }),
      };
      return settledOf(held);
    },
    'answers.read': async ({ name, text }) => ({ answers: answersOfText(name, text) }),
    'answers.export': async ({ connection }) => {
      const held = connections.get(connection);
      const { host, port, user } = held.server;
      const hostKey = pinnedKey(await knownHostsFile(files.knownHosts).read(), { host, port })?.fingerprint;
      const server = { ...held.answers.server, host, port, user, ...(hostKey === undefined ? {} : { hostKey }) };
      const text = answersText({ ...held.answers, server } satisfies Answers);
      return { name: `teachtrack-${host.replaceAll(':', '-')}.yaml`, type: 'application/yaml', text };
    },
  };
}

function settledOf(held: HeldConnection) {
  const typed = (['mailPassword', 'webhookUrl'] as const).filter((name) => held.alertSecrets[name] !== undefined);
  return { answers: held.answers, typed, wanted: held.wanted() };
}
