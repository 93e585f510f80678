import { type NginxFlavour, nginxFlavour } from '../capacity/flavour.ts';
import type { Fact } from '../model/fact.ts';
import { maybeText } from './text.ts';

export type NginxVersion =
  | { readonly installed: false }
  | { readonly installed: true; readonly says: string; readonly flavour?: NginxFlavour };

export const nginxVersion: Fact<NginxVersion> = {
  id: 'nginx-version',
  title: 'Version of nginx',
  script: `command -v nginx >/dev/null && nginx -v 2>&1; exit 0`,
  parse(stdout) {
    const says = maybeText(stdout);
    if (says === undefined) return { installed: false };
    const flavour = nginxFlavour(says);
    return { installed: true, says, ...(flavour === undefined ? {} : { flavour }) };
  },
};
