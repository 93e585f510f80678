import type { Fact } from '../model/fact.ts';
import { architecture } from './architecture.ts';
import { bootId } from './boot-id.ts';
import { clock } from './clock.ts';
import { cpu } from './cpu.ts';
import { cpuSteal } from './cpu-steal.ts';
import { databaseVersion } from './database-version.ts';
import { databases } from './databases.ts';
import { defaultRoute } from './default-route.ts';
import { disks } from './disks.ts';
import { firewall } from './firewall.ts';
import { hostname } from './hostname.ts';
import { kernel } from './kernel.ts';
import { memory } from './memory.ts';
import { nameResolution } from './name-resolution.ts';
import { networkLinks } from './network-links.ts';
import { nginxVersion } from './nginx-version.ts';
import { openPorts } from './open-ports.ts';
import { operatingSystem } from './operating-system.ts';
import { packageLocks } from './package-locks.ts';
import { redisVersion } from './redis-version.ts';
import { services } from './services.ts';
import { storage } from './storage.ts';
import { swap } from './swap.ts';
import { systemd } from './systemd.ts';
import { teachtrack } from './teachtrack.ts';
import { temp } from './temp.ts';
import { uptime } from './uptime.ts';
import { virtualisation } from './virtualisation.ts';
import { webSites } from './web-sites.ts';
import { writeLatency } from './write-latency.ts';

/** Everything we ask a machine. */
export const factCatalogue: readonly Fact<unknown>[] = [
  architecture,
  bootId,
  clock,
  cpu,
  cpuSteal,
  databaseVersion,
  databases,
  defaultRoute,
  disks,
  firewall,
  hostname,
  kernel,
  memory,
  nameResolution,
  networkLinks,
  nginxVersion,
  openPorts,
  operatingSystem,
  packageLocks,
  redisVersion,
  services,
  storage,
  swap,
  systemd,
  teachtrack,
  temp,
  uptime,
  virtualisation,
  webSites,
  writeLatency,
];

/** For the check before an install: all of it. */
export const factsForCheck: readonly Fact<unknown>[] = [...factCatalogue];

/** For planning and running, where facts are dropped after every change: what is quick and writes nothing. */
export const factsForEngine: readonly Fact<unknown>[] = [
  architecture,
  bootId,
  cpu,
  disks,
  memory,
  operatingSystem,
  storage,
  virtualisation,
];
