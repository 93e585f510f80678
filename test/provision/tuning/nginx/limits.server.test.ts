import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nginxMain } from '../../../../provision/tuning/nginx/main.ts';
import { machines, tuningInput } from '../inputs.ts';
import { startTunedServer, type TunedServer } from '../tuned-server.ts';

const crowd = readFileSync(new URL('./crowd.mjs', import.meta.url));

type Statuses = { readonly 200: number; readonly 429: number };

describe('what one client may ask', () => {
  let tuned: TunedServer;
  beforeAll(async () => {
    tuned = await startTunedServer('bookworm');
    await tuned.server.mustExec('cat > /root/crowd.mjs', { stdin: crowd });
    for (const address of ['10.9.0.1', '10.9.0.2', '10.9.0.3', '10.9.0.4', '10.9.0.5', '10.20.0.1']) {
      await tuned.server.mustExec(['ip', 'address', 'add', `${address}/32`, 'dev', 'lo']);
    }
  });
  afterAll(async () => {
    await tuned?.server.stop();
  });

  async function send(from: string, path: string, count: number, sessions: number): Promise<Statuses> {
    const argv = ['/opt/teachtrack/current/bin/node', '/root/crowd.mjs', from, path, String(count), String(sessions)];
    const statuses = JSON.parse(await tuned.server.mustExec(argv));
    console.log(`${count} requests to ${path} from ${from}, ${sessions} sessions: ${JSON.stringify(statuses)}`);
    return { 200: 0, 429: 0, ...statuses };
  }

  test('a school of 500 teachers behind one address is served in full', async () => {
    expect(await send('10.9.0.1', '/api/v1/x', 1500, 500)).toEqual({ 200: 1500, 429: 0 });
  });

  test('one session that asks without end is slowed down, and the school behind its address is not', async () => {
    const abuse = await send('10.9.0.2', '/api/v1/x', 500, 1);
    expect(abuse[200]).toBeGreaterThanOrEqual(100);
    expect(abuse[429]).toBeGreaterThan(300);
    expect(await send('10.9.0.2', '/api/v1/x', 600, 200)).toEqual({ 200: 600, 429: 0 });
  });

  test('signed-out traffic of one address is limited', async () => {
    const anonymous = await send('10.9.0.3', '/api/v1/x', 600, 0);
    expect(anonymous[200]).toBeGreaterThanOrEqual(200);
    expect(anonymous[429]).toBeGreaterThan(200);
    // What was refused is no way to fill the disk: one line in a hundred.
    const lines = async (status: number) => {
      const log = '/var/log/nginx/teachtrack-access.log';
      return Number(await tuned.server.mustExec(`grep -c '^10.9.0.3 .*" ${status} ' ${log} || true`));
    };
    await tuned.server.mustExec('kill -USR1 $(systemctl show -P MainPID nginx)');
    await expect.poll(() => lines(200)).toBe(anonymous[200]);
    expect(await lines(429)).toBeLessThan(anonymous[429] / 10);
  });

  test('a subnet that the administrator named is not', async () => {
    expect(await send('10.20.0.1', '/api/v1/x', 600, 0)).toEqual({ 200: 600, 429: 0 });
  });

  test('who is refused is told in JSON when to come again', async () => {
    const argv = ['/opt/teachtrack/current/bin/node', '/root/crowd.mjs', '10.9.0.4', '/api/v1/x', '400', '0'];
    await tuned.server.mustExec(argv);
    // One program, so that a busy machine asks quickly enough as well.
    const said = await tuned.server.mustExec('curl -si --interface 10.9.0.4 "http://10.9.0.4/api/v1/x?[1-600]"');
    const refused = said.split(/(?=HTTP\/1\.1 \d)/).find((one) => one.startsWith('HTTP/1.1 429'));
    const [head = '', body = ''] = refused?.split('\r\n\r\n') ?? [];
    expect(head).toMatch(/^HTTP\/1\.1 429/);
    expect(head).toMatch(/^Retry-After: 10/im);
    expect(head).toMatch(/^Content-Type: application\/problem\+json/im);
    const problem = { status: 429, code: 'too-many-requests', requestId: expect.stringMatching(/^[0-9a-f]{32}$/) };
    expect(JSON.parse(body)).toMatchObject(problem);
  });

  test('who invents sessions meets the ceiling of the address, and a raised subnet has a higher one', async () => {
    const [smallest] = machines;
    if (smallest === undefined) expect.fail('no machine');
    const { database, redis, nginx } = tuned.input;
    const input = tuningInput({ ...smallest, flavour: database }, { redis, nginx });
    // The old workers take no more connections when they are called otherwise, or gone.
    const reload = `cat > ${nginxMain.path(input)}; old=$(pgrep -d , -P "$(systemctl show -P MainPID nginx)")
      systemctl reload nginx; while ps -o args= -p "$old" | grep -q 'worker process$'; do sleep 0.1; done`;
    await tuned.server.mustExec(reload, { stdin: nginxMain.render(input) });
    const invented = await send('10.9.0.5', '/api/v1/x', 800, 800);
    expect(invented[200]).toBeGreaterThanOrEqual(150);
    expect(invented[429]).toBeGreaterThan(200);
    const raised = await send('10.20.0.1', '/api/v1/x', 500, 500);
    expect(raised).toEqual({ 200: 500, 429: 0 });
  });
});
