import type { Live } from '../live.ts';
import type { Words } from '../words/words.ts';
import type { Tone } from './answer.ts';
import { clock, dayMs, hourMs, lasting } from './moments.ts';
import type { Tile } from './tiles.ts';

type Known = Pick<Tile, 'value' | 'note'> & { readonly tone: Tone };

/** What keeps the district's work safe: certificate, backups, proof, drift, firewall, names; and how many it holds. */
export function keptTiles({ parts, now }: Live, words: Words): Tile[] {
  const { tiles } = words;
  const ago = (moment: string) => tiles.backup.ago(lasting(now - Date.parse(moment)));
  const toneOf = (ok: boolean | null): Tone => (ok === null ? 'unknown' : ok ? 'good' : 'bad');

  /** Says why there is no value when there is none. */
  function tile<Name extends 'certificate' | 'backups' | 'drill' | 'drift' | 'firewall' | 'names' | 'load-test'>(
    name: Name,
    label: string,
    known: (value: Extract<NonNullable<Live['parts'][Name]>, { kind: 'there' }>['value']) => Known | undefined,
  ): Tile {
    const part = parts[name];
    const common = { id: name, label };
    if (part?.kind === 'unreadable') {
      return { ...common, value: null, tone: 'unknown', note: words.unreadable(clock(part.since, now)) };
    }
    const found = part?.kind === 'there' ? known(part.value as never) : undefined;
    if (found !== undefined) return { ...common, ...found };
    return { ...common, value: null, tone: 'unknown', note: words.absent };
  }

  return [
    tile('backups', tiles.backup.label, ({ last, next, ok }) => {
      if (last == null) return undefined;
      const isLate = now - Date.parse(last.at) > 26 * hourMs;
      const note = next == null ? {} : { note: tiles.backup.next(clock(next, now)) };
      return { value: ago(last.at), ...note, tone: isLate || ok === false ? 'bad' : 'good' };
    }),
    tile('drill', tiles.drill.label, ({ proven, ok }) => {
      if (proven == null) return undefined;
      const isLate = now - Date.parse(proven.at) > 9 * dayMs;
      return { value: ago(proven.at), tone: ok === false ? 'bad' : isLate ? 'better' : 'good' };
    }),
    tile('certificate', tiles.certificate.label, ({ daysLeft, ok, source }) => {
      if (source === 'none') return { value: tiles.certificate.plain, tone: 'better' };
      if (daysLeft === undefined) return undefined;
      const tone = ok === false || daysLeft < 21 ? 'bad' : toneOf(ok);
      return { value: tiles.certificate.days(Math.max(0, Math.floor(daysLeft))), note: tiles.certificate.note, tone };
    }),
    tile('drift', tiles.drift.label, ({ items, ok }) => ({
      value: items.length === 0 ? tiles.drift.none : tiles.drift.some(items.length),
      tone: ok === null ? 'unknown' : ok ? 'good' : 'better',
    })),
    tile('firewall', tiles.firewall.label, ({ state, ok }) =>
      state === undefined ? undefined : { value: tiles.firewall.states[state] ?? state, tone: toneOf(ok) },
    ),
    tile('names', tiles.names.label, ({ names, ok }) => ({
      value: tiles.names.of(names.filter((one) => one.ok === true).length, names.length),
      note: tiles.names.note,
      tone: toneOf(ok),
    })),
    tile('load-test', tiles.capacity.label, ({ held, asked, at, ok }) => {
      if (held == null || asked == null) return undefined;
      const value = held === 0 ? tiles.capacity.none : tiles.capacity.held(held);
      // Fewer than it was set up for is no trouble of this hour.
      return { value, note: tiles.capacity.note(asked, clock(at, now)), tone: ok === true ? 'good' : 'better' };
    }),
  ];
}
