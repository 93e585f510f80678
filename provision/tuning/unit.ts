import type { UnitLimit } from '../capacity/units.ts';
import type { Directive } from './directive.ts';
import { mebibytes } from './value.ts';

/** A unit's share of the machine as lines of its `[Service]` section, and what `systemctl show` must then say. */
export function limitDirectives(limit: UnitLimit): readonly Directive[] {
  const { memoryHighMiB, memoryMaxMiB, cpuQuotaPercent } = limit;
  return [
    { name: 'LimitNOFILE', text: String(limit.openFiles) },
    ...(memoryHighMiB === undefined ? [] : [memory('MemoryHigh', memoryHighMiB)]),
    ...(memoryMaxMiB === undefined ? [] : [memory('MemoryMax', memoryMaxMiB)]),
    ...(cpuQuotaPercent === undefined
      ? []
      : [{ name: 'CPUQuota', text: `${cpuQuotaPercent}%`, wanted: String(cpuQuotaPercent) }]),
    { name: 'CPUWeight', text: String(limit.cpuWeight) },
    { name: 'TasksMax', text: String(limit.tasksMax) },
    { name: 'OOMScoreAdjust', text: String(limit.oomScoreAdjust) },
  ];
}

export function lines(directives: readonly Directive[]): string[] {
  return directives.map(({ name, text }) => `${name}=${text}`);
}

function memory(name: string, count: number): Directive {
  return { name, text: `${count}M`, wanted: mebibytes(count) };
}
