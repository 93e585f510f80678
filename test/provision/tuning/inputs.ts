import { budgetFor } from '../../../provision/capacity/budget.ts';
import type { DatabaseFlavour } from '../../../provision/capacity/flavour.ts';
import type { Machine } from '../../../provision/capacity/machine.ts';
import type { WantedState } from '../../../provision/model/wanted.ts';
import type { TuningInput } from '../../../provision/tuning/file.ts';
import { serverPaths } from '../../../provision/tuning/paths.ts';

export const wanted: WantedState = {
  version: 1,
  displayName: 'Westlands District',
  tier: 2000,
  names: ['teachtrack.local'],
  addresses: ['10.1.2.3', 'fd00::1'],
  tls: { kind: 'own-authority' },
  timeZone: 'Africa/Nairobi',
  administrator: { userName: 'admin', fullName: 'A. Person' },
  raisedSubnets: [
    { cidr: '10.20.0.0/16', label: 'Hill School' },
    { cidr: 'fd00:20::/64', label: 'Lake School' },
  ],
  overrides: [],
};

/** Flavours that are rendered for: the first three run on practice servers, the others are by documentation. */
export const flavours: readonly DatabaseFlavour[] = [
  { product: 'mariadb', version: '10.11.19' },
  { product: 'mariadb', version: '11.8.9' },
  { product: 'mysql', version: '9.7.4' },
  { product: 'mysql', version: '8.0.28' },
  { product: 'mysql', version: '8.0.40' },
  { product: 'mysql', version: '8.4.3' },
];

/** The machine each tier is meant for, as its kernel reports it. */
export const machines: readonly Omit<Machine, 'flavour'>[] = [
  { tier: 150, cores: 4, memoryMiB: 7884 },
  { tier: 500, cores: 8, memoryMiB: 15_974 },
  { tier: 2000, cores: 16, memoryMiB: 32_051 },
];

export function tuningInput(machine: Machine, changes: Partial<TuningInput> = {}): TuningInput {
  return {
    budget: budgetFor(machine),
    database: machine.flavour,
    redis: { product: 'redis', version: '7.0.15' },
    nginx: { version: '1.22.1' },
    wanted: { ...wanted, tier: machine.tier },
    paths: serverPaths,
    ...changes,
  };
}
