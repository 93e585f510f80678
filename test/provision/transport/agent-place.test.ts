import { expect, test } from 'vitest';
import { agentPlace } from '../../../provision/transport/agent-place.ts';

const windows = { platform: 'win32', env: {} } as const;

test('the agent that the environment names is taken on every system', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    const place = agentPlace({ platform, env: { SSH_AUTH_SOCK: '/run/agent.sock' }, listPipes: () => [] });
    expect(place).toBe('/run/agent.sock');
  }
  expect(agentPlace({ platform: 'linux', env: { SSH_AUTH_SOCK: '' } })).toBeUndefined();
});

test('on Windows the agent of its own OpenSSH is found while its pipe is there', () => {
  expect(agentPlace({ ...windows, listPipes: () => ['lsass', 'openssh-ssh-agent'] })).toBe(
    '\\\\.\\pipe\\openssh-ssh-agent',
  );
  expect(agentPlace({ ...windows, listPipes: () => ['lsass'] })).toBeUndefined();
  const denied = () => {
    throw new Error('EPERM');
  };
  expect(agentPlace({ ...windows, listPipes: denied })).toBeUndefined();
});
