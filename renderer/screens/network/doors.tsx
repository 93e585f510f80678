import type { ReactNode } from 'react';
import { Facts, Sheet } from '../../components/sheet.tsx';
import type { Out } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';

type Look = Out<'firewall.look'>;

/** Ports of the site's own. */
const site = [80, 443];

/** The rules in words. */
export function Doors({ firewall, children }: { readonly firewall: Look; readonly children: ReactNode }) {
  const words = useWords().network.firewall;
  const { state, sshPorts, sshFrom, openPorts, closed, foreign, since } = firewall;
  const ofSite = openPorts.filter((port) => site.includes(port) && !sshPorts.includes(port));
  const also = openPorts.filter((port) => !site.includes(port) && !sshPorts.includes(port));
  const isOurs = state !== 'foreign' || foreign === null;
  const asLet = (ports: readonly number[]) => words.asLet(words.port(ports.join(', ')), foreign ?? '');
  const rest =
    state === 'in-force'
      ? words.restClosed
      : state === 'foreign' && foreign !== null
        ? words.restForeign(foreign)
        : words.restOpen;
  return (
    <Sheet title={words.doors}>
      <Facts
        of={[
          [words.ssh, isOurs ? words.sshValue(sshPorts.join(', '), sshFrom) : asLet(sshPorts)],
          [words.site, isOurs ? words.port(ofSite.join(', ')) : asLet(ofSite)],
          ...(also.length === 0 ? [] : [[words.also, words.port(also.join(', '))] as const]),
          [words.rest, rest],
          ...(since === null ? [] : [[words.since, when(since)] as const]),
        ]}
      />
      {closed.length > 0 && state !== 'foreign' && (
        <>
          <p style={{ margin: '14px 0 0', fontWeight: 620 }}>
            {state === 'in-force' ? words.closedTitle.inForce : words.closedTitle.wouldBe}
          </p>
          <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
            {closed.map(({ port, holder }) => (
              <li key={`${port} ${holder}`}>{words.closed(port, holder)}</li>
            ))}
          </ul>
          <p style={{ margin: '6px 0 0', color: 'var(--mantine-color-dimmed)' }}>{words.closedText}</p>
        </>
      )}
      {children}
    </Sheet>
  );
}
