import type { DatabaseThere } from '../../../provision/model/wanted.ts';
import type { TuningInput } from '../../../provision/tuning/file.ts';
import { tuningInput } from './inputs.ts';

const machine = {
  tier: 2000,
  cores: 16,
  memoryMiB: 32_051,
  flavour: { product: 'mariadb', version: '10.11.0' },
} as const;

/** A server whose database is on another one. */
export function inputThere(changes: Partial<DatabaseThere> = {}): TuningInput {
  const there: DatabaseThere = {
    ...{ host: '10.9.9.9', port: 3307, product: 'mariadb', tls: { kind: 'required', ca: 'PEM' } },
    ...changes,
  };
  return tuningInput({ ...machine, isDatabaseElsewhere: true }, { database: { ...machine.flavour, there } });
}

export const inputHere = tuningInput(machine);
