import { heading, rootOwned, type TuningFile, type TuningInput } from '../file.ts';

/** Answers on the local network for the one name of the site that ends in `.local`, and tells nothing else. */
export const mdnsDaemon: TuningFile = {
  id: 'mdns/daemon',
  title: 'Answers to the local name',
  service: 'appliance',
  ...rootOwned,
  path: () => '/etc/teachtrack/avahi-daemon.conf',
  render: (input) =>
    [
      `# ${heading}`,
      '[server]',
      `host-name=${(localName(input) ?? 'teachtrack.local').replace(/\.local$/, '')}`,
      'domain-name=local',
      'use-ipv4=yes',
      `use-ipv6=${input.ipv6 === false ? 'no' : 'yes'}`,
      'allow-point-to-point=no',
      'ratelimit-interval-usec=1000000',
      'ratelimit-burst=1000',
      '',
      '[wide-area]',
      'enable-wide-area=no',
      '',
      '[publish]',
      'disable-user-service-publishing=yes',
      'publish-hinfo=no',
      'publish-workstation=no',
      'publish-domain=no',
      'publish-aaaa-on-ipv4=yes',
      '',
    ].join('\n'),
  settings: () => [],
};

/** The first name of the site that multicast can answer for: one word and `.local`. */
export function localName({ wanted: { names } }: Pick<TuningInput, 'wanted'>): string | undefined {
  return names.find((name) => /^[a-z0-9-]{1,63}\.local$/.test(name));
}
