import { describe, expect, test } from 'vitest';
import { noForeignWebServer } from '../../../provision/requirements/no-foreign-web-server.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('no-foreign-web-server', () => {
  test('is good without one', () => {
    expect(noForeignWebServer.judge(factsOfHost('bookworm-16-cores'), wanted, {})).toMatchObject({
      kind: 'good',
      measured: 'none',
    });
  });

  test('is good with nginx that serves nothing but its welcome page', () => {
    const fresh = factsOfHost('bookworm-foreign-services', {
      'web-sites': '/etc/nginx/sites-enabled/default\tdelivered\n',
    });
    expect(noForeignWebServer.judge(fresh, wanted, {})).toMatchObject({
      kind: 'good',
      measured: 'nginx without sites of others',
    });
  });

  test('must be fixed with a site of somebody else in nginx', () => {
    expect(noForeignWebServer.judge(factsOfHost('bookworm-foreign-services'), wanted, {})).toMatchObject({
      kind: 'must-fix',
      measured: '/etc/nginx/sites-enabled/library',
    });
  });

  test('must be fixed with another web server that runs', () => {
    const units = 'Id=apache2.service\nLoadState=loaded\nActiveState=active\nUnitFileState=enabled\n';
    const apache = factsOfHost('bookworm-16-cores', { services: `== units\n${units}== packages\n` });
    expect(noForeignWebServer.judge(apache, wanted, {})).toMatchObject({
      kind: 'must-fix',
      fix: expect.stringContaining('systemctl disable --now apache2.service'),
    });
  });

  test('could not be checked when systemd does not answer', () => {
    expect(noForeignWebServer.judge(factsOfHost('bookworm-16-cores', { services: 124 }), wanted, {})).toMatchObject({
      kind: 'could-not-check',
      why: ['Services already there: the server took too long to answer this question.'],
    });
  });
});
