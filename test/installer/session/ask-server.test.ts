import { expect, test } from 'vitest';
import { healthOf } from '../../../installer/session/ask-server.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { ProvisionError } from '../../../installer/session/values.ts';

const serverThat = (run: OpenServer['transport']['run']) => ({ transport: { run } }) as unknown as OpenServer;

test('a server that lets us in and does not say how it is counts as not healthy', async () => {
  const late = new ProvisionError({ code: 'TT-RUN-02', message: 'sh took longer than 60 s and was ended.' });
  const asked = healthOf(
    serverThat(() => Promise.reject(late)),
    'lines',
  );
  await expect(asked).rejects.toMatchObject({ code: 'TT-HEALTH-01', cause: late });
});

test('a connection that is lost is told as such', async () => {
  const lost = new ProvisionError({ code: 'TT-SSH-09', message: 'The connection was closed.' });
  const asked = healthOf(
    serverThat(() => Promise.reject(lost)),
    'lines',
  );
  await expect(asked).rejects.toBe(lost);
});
