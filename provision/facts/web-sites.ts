import type { Fact } from '../model/fact.ts';
import { columns, lines } from './text.ts';

/** Files of sites that a web server of the distribution would serve, without the unchanged ones it comes with. */
export type WebSites = { readonly nginx: readonly string[]; readonly apache: readonly string[] };

/** Site files that the packages bring, which count once somebody has changed them. */
const delivered = /\/(default|000-default\.conf|default-ssl\.conf|default\.conf)$/;

export const webSites: Fact<WebSites> = {
  id: 'web-sites',
  title: 'Web sites already there',
  script: `
for site in /etc/nginx/sites-enabled/* /etc/nginx/conf.d/*.conf /etc/apache2/sites-enabled/*; do
  [ -e "$site" ] || continue
  sum=$(md5sum <"$site"); sum=\${sum%% *} state=other
  for package in nginx-common nginx apache2; do
    dpkg-query -W -f '\${Conffiles}\\n' $package | grep -qF "$(readlink -f "$site") $sum" && state=delivered
  done
  printf '%s\\t%s\\n' "$site" "$state"
done
exit 0`,
  parse(stdout) {
    const sites = lines(stdout).map(columns);
    if (sites.some(([path]) => !path?.startsWith('/etc/'))) throw new Error('not a list of site files');
    const foreign = sites.flatMap(([path = '', state]) =>
      delivered.test(path) && state === 'delivered' ? [] : [path],
    );
    return {
      nginx: foreign.filter((path) => path.startsWith('/etc/nginx/')),
      apache: foreign.filter((path) => path.startsWith('/etc/apache2/')),
    };
  },
};
