import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSources, sourcesFor, sourcesText } from '../../../../installer/bundle/packages/sources.ts';

const deb822 = `# made by the installer
Types: deb deb-src
# URIs: http://old.example/debian
URIs: http://mirror.example/debian
Suites: bookworm
 bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian.gpg
Trusted: yes

Types: deb
URIs: http://mirror.example/security
Suites: bookworm-security
Components: main

Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
Enabled: no

Types: deb
URIs: http://vendor.example/node
Suites: nodistro
Components: main
`;

describe('sources for another suite', () => {
  test('are those of this machine, the vendors’ left out', () => {
    expect(sourcesFor('trixie', 'bookworm', [deb822])).toEqual([
      {
        uri: 'http://mirror.example/debian',
        suites: ['trixie', 'trixie-updates'],
        signedBy: '/usr/share/keyrings/debian.gpg',
      },
      { uri: 'http://mirror.example/security', suites: ['trixie-security'] },
    ]);
  });

  test('have no updates beside themselves where a suite is never released', () => {
    expect(sourcesFor('sid', 'bookworm', [deb822]).map(({ suites }) => suites)).toEqual([['sid']]);
  });

  test('are read from the one-line form too', () => {
    const text = `# deb http://a.example/debian bookworm main
deb [arch=amd64 signed-by=/k.gpg trusted=yes] http://b.example/debian bookworm main non-free
deb http://c.example/debian bookworm-backports main
deb http://d.example/debian bookworm contrib
deb-src http://b.example/debian bookworm main
`;
    expect(sourcesFor('bookworm', 'bookworm', [text])).toEqual([
      { uri: 'http://b.example/debian', suites: ['bookworm'], signedBy: '/k.gpg' },
    ]);
  });

  test('never carry an option that weakens apt’s checks', () => {
    const text = sourcesText(sourcesFor('trixie', 'bookworm', [deb822]));
    expect(text).toContain('Signed-By: /usr/share/keyrings/debian.gpg');
    expect(text).not.toMatch(/trusted/i);
  });

  test('keep a key that is written into the source itself', () => {
    const text = deb822.replace('/usr/share/keyrings/debian.gpg', '\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc');
    expect(sourcesText(sourcesFor('trixie', 'bookworm', [text]))).toMatch(/Signed-By: -----BEGIN.*\n \.\n abc/);
  });

  test('are refused when this machine gets its packages from elsewhere', async () => {
    const etc = await mkdtemp(join(tmpdir(), 'teachtrack-etc-'));
    await mkdir(join(etc, 'apt'));
    await writeFile(join(etc, 'os-release'), 'VERSION_CODENAME=noble\n');
    await writeFile(join(etc, 'apt/sources.list'), 'deb http://vendor.example/x stable main\n');
    await expect(readSources('trixie', etc)).rejects.toMatchObject({ code: 'TT-FILE-03' });
    await rm(etc, { recursive: true });
  });
});
