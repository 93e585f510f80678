import { expect, test } from 'vitest';
import { fingerprintOf } from '../../../../provision/backup/targets/identity.ts';

test('a key has the fingerprint that OpenSSH prints for it', () => {
  // A public key of a well-known host, with the fingerprint its owner publishes.
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
  expect(fingerprintOf(key)).toBe('SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU');
});
