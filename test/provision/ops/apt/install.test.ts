import { expect, test } from 'vitest';
import { scriptFailed } from '../../../../provision/ops/apt/install.ts';

test('names the packages whose own script failed', () => {
  const said = `Setting up nginx (1.22.1-9+deb12u11) ...
/root/in-the-way is in the way
dpkg: error processing package nginx (--configure):
 installed nginx package post-installation script subprocess returned error exit status 1
dpkg: dependency problems prevent configuration of nginx-extras:
dpkg: error processing package libfoo1:amd64 (--configure):
 installed libfoo1:amd64 package post-installation script subprocess returned error exit status 2
Errors were encountered while processing:
 nginx
E: Sub-process /usr/bin/dpkg returned an error code (1)
`;
  expect(scriptFailed(said)).toEqual(['nginx', 'libfoo1']);
});

test('takes a package that cannot be unpacked for no failing script', () => {
  const said = `dpkg: error processing archive nginx_1.deb (--unpack):
 cannot copy extracted data for './usr/sbin/nginx': failed to write (No space left on device)
`;
  expect(scriptFailed(said)).toEqual([]);
});
