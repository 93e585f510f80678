import { describe, expect, test } from 'vitest';
import { classOf, disks, wholeDisksUnder } from '../../../provision/facts/disks.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

const onLvm = `sda\t8:0\t2048\t1\t\t\tSAMSUNG MZ7\nsda2\t8:2\t1024\t\tsda\t\t\ndm-0\t253:0\t1024\t1\t\tsda2\t\n`;

describe('disks', () => {
  test('are told with size, kind and model', () => {
    const [disk, partition] = disks.parse(printed('bookworm-16-cores', disks));
    expect(disk).toMatchObject({ name: 'nvme0n1', device: '259:0', rotational: false, model: 'Practice NVMe' });
    expect(disk?.sizeBytes).toBeGreaterThan(512 * 2 ** 30);
    expect(partition?.parent).toBe('nvme0n1');
  });

  test('have a class by what they say, where that is worth anything', () => {
    const only = (host: 'bookworm-16-cores' | 'bookworm-8-cores' | 'bookworm-2-cores-spinning') =>
      disks
        .parse(printed(host, disks))
        .filter(({ parent }) => parent === undefined)
        .map(classOf);
    expect(only('bookworm-16-cores')).toEqual(['nvme']);
    expect(only('bookworm-8-cores')).toEqual(['ssd']);
    expect(only('bookworm-2-cores-spinning')).toEqual(['spinning']);
    expect(disks.parse('vda\t254:0\t2048\t1\t\t\t\n').map(classOf)).toEqual(['virtual']);
    expect(disks.parse('sda\t8:0\t2048\t0\t\t\tQEMU HARDDISK\n').map(classOf)).toEqual(['virtual']);
  });

  test('are found below a logical volume', () => {
    const all = disks.parse(onLvm);
    const volume = all.find(({ name }) => name === 'dm-0');
    if (volume === undefined) throw new Error('no volume');
    expect(wholeDisksUnder(all, volume).map(({ name }) => name)).toEqual(['sda']);
  });

  test('are unknown when a size is no number', () => {
    expect(() => disks.parse('sda\t8:0\tbig\t1\t\t\t\n')).toThrow('the size of sda');
  });
});
