import { expect, test } from 'vitest';
import { z } from 'zod';
import { serve } from '../../../installer/channel/serve.ts';
import { memoryWires } from '../../../installer/channel/wire.ts';
import { contract } from '../../../installer/contract/contract.ts';
import { faceErrorOf } from '../../../installer/contract/error.ts';
import { asProvisionError } from '../../../installer/session/values.ts';
import { practice, practised } from '../../conformance/wires/practice-contract.ts';

/** A window of an attacker: says what it likes, word for word. */
function attacker() {
  const [near, far] = memoryWires();
  const heard: string[] = [];
  let isClosed = false;
  serve({
    wire: far,
    contract: practice,
    handlers: practised().handlers,
    window: { name: 'attacker' },
    isInCharge: () => true,
    errorOf: (thrown) => faceErrorOf(asProvisionError(thrown)),
  });
  near.receive({
    text: (text) => heard.push(text),
    closed: () => {
      isClosed = true;
    },
  });
  const say = (frame: unknown) => near.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  return { say, heard, isClosed: () => isClosed, hello: () => say({ k: 'hello', channel: 1 }) };
}

/** Until everything that was said has been answered: each message and each answer takes a turn of the loop or two. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test.each([
  ['nothing that is JSON', '{"k":'],
  ['a list', '[]'],
  ['an unknown kind', '{"k":"eval","id":1}'],
  ['a field too many', '{"k":"stop","id":1,"admin":true}'],
  ['an id below one', '{"k":"call","id":0,"name":"sums.add","in":{}}'],
  ['an id that is no whole number', '{"k":"call","id":1.5,"name":"sums.add","in":{}}'],
  ['an endless credit', '{"k":"open","id":1,"name":"counts.up","in":{"to":1},"from":0,"credit":1e12}'],
  ['a name of a thousand letters', JSON.stringify({ k: 'call', id: 1, name: 'x'.repeat(1_000), in: {} })],
  ['another version', '{"k":"hello","channel":99}'],
])('%s closes the wire', async (_what, text) => {
  const one = attacker();
  one.hello();
  one.say(text);
  await settled();
  expect(one.isClosed()).toBe(true);
  expect(one.heard.at(-1)).toContain('TT-WINDOW-03');
});

test('a window that does not introduce itself is closed', async () => {
  const one = attacker();
  one.say({ k: 'call', id: 1, name: 'sums.add', in: { a: 1, b: 1 } });
  await settled();
  expect(one.isClosed()).toBe(true);
  expect(one.heard.join()).not.toContain('"sum"');
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '', 'sums', 'sums.add.call'])(
  'there is no call “%s”',
  async (name) => {
    const one = attacker();
    one.hello();
    one.say({ k: 'call', id: 1, name, in: {} });
    one.say({ k: 'open', id: 2, name, in: {}, from: 0, credit: 1 });
    await settled();
    expect(one.heard.filter((text) => text.includes('TT-WINDOW-03'))).toHaveLength(2);
  },
);

test('a stream cannot be called, nor a call be opened', async () => {
  const one = attacker();
  one.hello();
  one.say({ k: 'call', id: 1, name: 'counts.up', in: { to: 1 } });
  one.say({ k: 'open', id: 2, name: 'sums.add', in: { a: 1, b: 1 }, from: 0, credit: 1 });
  await settled();
  expect(one.heard.filter((text) => text.includes('There is no'))).toHaveLength(2);
});

test('names of the prototype in the input change nothing and are refused', async () => {
  const one = attacker();
  one.hello();
  one.say('{"k":"call","id":1,"name":"sums.add","in":{"a":1,"b":1,"__proto__":{"polluted":true}}}');
  one.say('{"k":"call","id":2,"name":"sums.add","in":{"a":1,"b":1,"constructor":{"prototype":{"polluted":true}}}}');
  await settled();
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(one.heard.filter((text) => text.includes('TT-ANSWERS-01'))).toHaveLength(2);
});

test('a message sent twice is not done twice: the wire closes', async () => {
  const one = attacker();
  one.hello();
  const frame = { k: 'call', id: 5, name: 'sums.add', in: { a: 1, b: 1 } };
  one.say(frame);
  one.say(frame);
  await settled();
  expect(one.isClosed()).toBe(true);
});

test('a message of megabytes closes the wire', async () => {
  const one = attacker();
  one.hello();
  one.say({ k: 'call', id: 1, name: 'texts.echo', in: { text: 'x'.repeat(3_000_000) } });
  await settled();
  expect(one.isClosed()).toBe(true);
});

test('a flood of messages closes the wire, and no more than a hundred things are open at once', async () => {
  const greedy = attacker();
  greedy.hello();
  for (let id = 1; id <= 300; id++) greedy.say({ k: 'call', id, name: 'waits.forever', in: {} });
  await settled();
  expect(greedy.heard.filter((text) => text.includes('Too much'))).toHaveLength(200);
  const flood = attacker();
  flood.hello();
  for (let id = 1; id <= 5_000; id++) flood.say({ k: 'stop', id });
  await settled();
  expect(flood.isClosed()).toBe(true);
});

test('every secret of the contract goes in and none comes out', () => {
  // The name of a file is no secret.
  const secretNames = /(password|passphrase)(?!File)/i;
  const out = Object.entries(contract).flatMap(([name, { out }]) =>
    fieldsOf(out)
      .filter((field) => secretNames.test(field))
      .map((field) => `${name}: ${field}`),
  );
  // But for the first sign-in, which is made to be shown.
  expect(out).toEqual(['credentials.show: password']);
});

/** Names of all fields of a schema, at any depth, by its own JSON schema. */
function fieldsOf(schema: (typeof contract)[keyof typeof contract]['out']): string[] {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'properties') for (const name of Object.keys(inner as object)) names.add(name);
      walk(inner);
    }
  };
  walk(z.toJSONSchema(schema, { unrepresentable: 'any' }));
  return [...names];
}
