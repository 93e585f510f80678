import { describe, expect, test } from 'vitest';
import { webSites } from '../../../provision/facts/web-sites.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('web-sites', () => {
  test('are those that the packages did not bring', () => {
    expect(webSites.parse(printed('bookworm-foreign-services', webSites))).toEqual({
      nginx: ['/etc/nginx/sites-enabled/library'],
      apache: [],
    });
    expect(webSites.parse(printed('bookworm-16-cores', webSites))).toEqual({ nginx: [], apache: [] });
  });

  test('count a delivered file that somebody has changed', () => {
    const text = '/etc/nginx/sites-enabled/default\tother\n/etc/apache2/sites-enabled/000-default.conf\tdelivered\n';
    expect(webSites.parse(text)).toEqual({ nginx: ['/etc/nginx/sites-enabled/default'], apache: [] });
  });

  test('are unknown when it is no list of files', () => {
    expect(() => webSites.parse('nonsense\tother\n')).toThrow('not a list');
  });
});
