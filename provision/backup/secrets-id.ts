import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names what signs sessions and links of a server without telling anything of it. Two servers with the same id accept
 * each other's data: links that were shared, and people who are signed in.
 */
export function secretsId(sessionKeyFile: string | Uint8Array): string {
  // The file may list older keys after the one in force.
  const [inForce = ''] = Buffer.from(sessionKeyFile).toString('utf8').trim().split('\n');
  return createHash('sha256').update('teachtrack secrets id\0').update(inForce.trim()).digest('hex').slice(0, 16);
}

export function secretsIdHere(secrets: string): string {
  try {
    return secretsId(readFileSync(join(secrets, 'session-key')));
  } catch {
    return '';
  }
}
