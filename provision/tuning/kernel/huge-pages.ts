import { heading, rootOwned, type TuningFile } from '../file.ts';

const switchFile = '/sys/kernel/mm/transparent_hugepage/enabled';

/** Only programs that ask get huge pages: given unasked, they stall a Redis that saves and bloat the database. */
export const kernelHugePages: TuningFile = {
  id: 'kernel/huge-pages',
  title: 'Transparent huge pages only on request',
  service: 'kernel',
  ...rootOwned,
  path: () => '/etc/tmpfiles.d/teachtrack-huge-pages.conf',
  render: () => `# ${heading}\nw- ${switchFile} - - - - madvise\n`,
  settings: () => [
    { name: 'transparent_hugepage', wanted: 'madvise', source: { kind: 'file', path: switchFile }, ofTheHost: true },
  ],
};
