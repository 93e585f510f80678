import { Secret } from '../../../provision/model/secret.ts';
import { knownHostsFile, pinnedKey } from '../../../provision/transport/known-hosts.ts';
import type { Answers } from '../../contract/answers.ts';
import type { answers } from '../../contract/calls/answers.ts';
import { answersOfText, answersText } from '../answers-file.ts';
import { isLetIn } from '../comes-from.ts';
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
      const { mailPassword, webhookUrl, databasePassword } = secrets;
      if (databasePassword !== undefined) held.databasePassword = new Secret(databasePassword);
      held.alertSecrets = {
        ...held.alertSecrets,
        ...(mailPassword === undefined ? {} : { mailPassword: new Secret(mailPassword) }),
        ...(webhookUrl === undefined ? {} : { webhookUrl: new Secret(webhookUrl) }),
      };
      return settledOf(held);
    },
    'answers.letsIn': async ({ connection, sshFrom }) => {
      const from = await connections.get(connection).comesFrom();
      return { isLetIn: from === undefined ? null : isLetIn(sshFrom, from) };
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

async function settledOf(held: HeldConnection) {
  const secrets = { ...held.alertSecrets, databasePassword: held.databasePassword };
  const typed = (['mailPassword', 'webhookUrl', 'databasePassword'] as const).filter(
    (name) => secrets[name] !== undefined,
  );
  const wanted = held.wanted();
  const from = (await held.comesFrom()) ?? null;
  const sources = wanted.firewall?.kind === 'on' ? (wanted.firewall.sshFrom ?? []) : [];
  const ssh = { from, isShutOut: from !== null && !isLetIn(sources, from) };
  return { answers: held.answers, typed, wanted, ssh };
}
