import { expect, test } from 'vitest';
import { mountFound, sharedDisk } from '../../../../provision/backup/targets/mounts.ts';

/** As `lookAtMounts` prints it: the folder, then `/`, the database, the documents and the backups. */
const printed = (folder: string, own = ['8:1\t/', '8:1\t/', '8:3\t/var/lib/teachtrack', '8:3\t/var/lib/teachtrack']) =>
  `${[folder, ...own].join('\n')}\n`;

test('a disk of its own is known by where it is mounted', () => {
  expect(mountFound(printed('8:17\t/mnt/usb'), undefined)).toEqual({ mountPoint: '/mnt/usb' });
  expect(mountFound(printed('0:52\t/mnt/nas'), '/mnt/nas')).toEqual({ mountPoint: '/mnt/nas' });
});

test('one that is mounted nearer to the folder than it was is no disk that is gone', () => {
  expect(mountFound(printed('8:17\t/srv/usb'), '/srv')).toEqual({ mountPoint: '/srv/usb' });
});

test.each([
  ['nothing is mounted there', '8:1\t/', undefined, 'no disk or share is mounted there'],
  ['it cannot be told', '\t', undefined, 'no disk or share is mounted there'],
  ['another partition is mounted above it', '8:5\t/srv', '/srv/usb', 'no disk or share is mounted at /srv/usb'],
  ['only the beginning of the name is the same', '8:5\t/srv/usb2', '/srv/usb', 'is mounted at /srv/usb'],
  ['it is the partition of the documents', '8:3\t/var/lib/teachtrack', undefined, 'own data lies on'],
  ['it is the root once more, bound to another place', '8:1\t/mnt/bound', undefined, 'own data lies on'],
])('a disk is told as not connected when %s', (_, folder, before, words) => {
  expect(mountFound(printed(folder), before)).toEqual({
    problem: expect.stringMatching(new RegExp(`^it is not connected: .*${words}`)),
  });
});

test('where nothing can be told of the devices, the place alone decides', () => {
  expect(mountFound(printed('\t/mnt/usb', ['\t', '\t/']), undefined)).toEqual({ mountPoint: '/mnt/usb' });
});

test.each([
  ['another partition of the disk of all', 'sda \nsda \nsda \nsda \nsda \n', 'sda'],
  ['a volume on one of the disks of an array', 'sdc sdb \nsda \nsdb sda \nsda \nsda \n', 'sdb'],
  ['a disk of its own', 'sdb \nsda \nsda \nsda \nsda \n', undefined],
  ['a share', '\nsda \nsda \nsda \nsda \n', undefined],
  ['what cannot be told', '\n\n\n\n\n', undefined],
])('what is shared with the server’s own data is known of %s', (_, printed, disk) => {
  expect(sharedDisk(printed)).toBe(disk);
});
