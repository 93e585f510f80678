import { describe, expect, test } from 'vitest';
import { kernelPorts } from '../../../provision/facts/kernel-ports.ts';

const head = '  sl  local_address rem_address st\n';
const row = (address: string, port: string) => `   0: ${address}:${port} 0:0 0A 0:0 0:0 0 0 0 5 1\n`;

describe('kernel-ports', () => {
  test('turns the kernel’s words into addresses', () => {
    const text = `${head}${row('0200A8C0', '0050')}${row('0'.repeat(32), '01BB')}${row('00000000000000000000000001000000', '18EB')}${row('B80D0120000000000000000001000000', '0016')}`;
    expect(kernelPorts(text, '').map(({ address, port }) => `${address} ${port}`)).toEqual([
      '192.168.0.2 80',
      ':: 443',
      '::1 6379',
      '2001:db8:0:0:0:0:0:1 22',
    ]);
  });

  test('refuses what is no table', () => {
    expect(() => kernelPorts('', '')).toThrow('/proc/net/tcp');
  });
});
