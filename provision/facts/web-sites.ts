import type { Fact } from '../model/fact.ts';
import { lines } from './text.ts';

/** Files of sites that a web server of the distribution would serve, without the ones it comes with. */
export type WebSites = { readonly nginx: readonly string[]; readonly apache: readonly string[] };

const delivered = /\/(default|000-default\.conf|default-ssl\.conf|default\.conf)$/;

export const webSites: Fact<WebSites> = {
  id: 'web-sites',
  title: 'Web sites already there',
  script: `
for site in /etc/nginx/sites-enabled/* /etc/nginx/conf.d/*.conf /etc/apache2/sites-enabled/*; do
  [ -e "$site" ] && printf '%s\\n' "$site"
done
exit 0`,
  parse(stdout) {
    const sites = lines(stdout).filter((path) => !delivered.test(path));
    if (sites.some((path) => !path.startsWith('/etc/'))) throw new Error('not a list of site files');
    return {
      nginx: sites.filter((path) => path.startsWith('/etc/nginx/')),
      apache: sites.filter((path) => path.startsWith('/etc/apache2/')),
    };
  },
};
