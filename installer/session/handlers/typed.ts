import { ProvisionError } from '../../../provision/model/error.ts';

/** Before what cannot be taken back: the server's address as the person typed it. */
export function requireTyped(host: string, typed: string | undefined): void {
  if (typed?.trim() === host) return;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `Data would be lost: the server’s address ${host} must be typed in full.`,
    evidence: ['typed: is not the server’s address'],
  });
}
