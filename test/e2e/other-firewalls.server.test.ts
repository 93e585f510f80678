import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaceFinding } from '../../installer/contract/shapes/finding.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { builtBundle } from './built-bundle.ts';
import { isOpen } from './edge/port.ts';
import { jsonLines, Laptop } from './laptop.ts';
import { waitFor } from './wait-for.ts';

const kinds = [
  {
    program: 'ufw',
    ssh: 2222,
    on: 'ufw default deny incoming && ufw allow 22/tcp && ufw allow 2222/tcp && ufw --force enable',
    rules: 'ufw status verbose; cat /etc/ufw/user.rules /etc/ufw/user6.rules',
    isOn: 'ufw status | grep -q "Status: active"',
  },
  {
    program: 'firewalld',
    // Its package switches it on at once, and it lets in nothing but this port.
    ssh: 22,
    on: 'systemctl enable --now firewalld && firewall-cmd --state',
    rules: 'firewall-cmd --list-all; firewall-cmd --permanent --list-all',
    isOn: 'systemctl is-active --quiet firewalld',
  },
] as const;

type State = { readonly state: string; readonly ok: boolean | null; readonly summary: string };

/** Minutes: `npm run drills` runs it. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all').each(kinds)(
  'a server whose administrator has switched $program on, with SSH at $ssh',
  ({ program, ssh, on, rules, isOn }) => {
    const laptop = new Laptop();
    let server: PracticeServer;
    let bundle: string;
    let install: readonly string[];
    /** As the administrator left them last. */
    let theirs: string;

    beforeAll(async () => {
      bundle = (await builtBundle(['bookworm'])).path;
      server = await startPracticeServer({ cores: 4, memoryMiB: 8_192, sshPort: ssh, packages: [program] });
      install = ['install', ...laptop.to(server), '--bundle', bundle, '--tier', '150', '--yes', '--json'];
      await server.mustExec(on);
      await waitFor('it lets nobody in but SSH', async () => (await open(80, ssh)).join() === String(ssh));
      theirs = await server.mustExec(rules);
    });
    afterAll(async () => {
      laptop.remove();
      await server?.stop();
    });

    const open = async (...ports: readonly number[]) => {
      const found = await Promise.all(ports.map((port) => isOpen(server.address, port)));
      return ports.filter((_, index) => found[index]);
    };
    const shown = async () =>
      JSON.parse((await laptop.must(['firewall', 'show', ...laptop.to(server), '--json'])).stdout) as State;

    test('is told before what it may keep out, and is installed without a rule of ours or of theirs being touched', async () => {
      const { stdout } = await laptop.run(['check', ...laptop.to(server), '--json']);
      const [said] = jsonLines<{ report: { findings: FaceFinding[] } }>(stdout, 'report');
      expect(said?.report.findings.find(({ id }) => id === 'firewall-open')?.verdict).toMatchObject({
        kind: 'could-be-better',
        measured: `the firewall ${program} is on`,
      });
      const installed = await laptop.must(install);
      expect(jsonLines<{ firewall: State }>(installed.stdout, 'firewall')[0]?.firewall).toMatchObject({
        ...{ ok: null, state: 'foreign' },
        summary: expect.stringContaining(`The firewall ${program} is in charge`),
      });
      expect(await server.mustExec(rules)).toBe(theirs);
      expect(await server.mustExec('nft list tables')).not.toContain('teachtrack');
      expect(await open(80, 443, ssh)).toEqual([ssh]);
    });

    test('lets teachers in once the very commands that are told were given, and then says that all is well', async () => {
      const { summary } = await shown();
      const commands = /If teachers do not get in: (.*)$/.exec(summary)?.[1] ?? '';
      expect(commands).toContain('443/tcp');
      await server.mustExec(commands.replaceAll('sudo ', '').replaceAll(';', ' &&'));
      await waitFor('teachers get in', async () => (await open(80, 443, ssh)).join() === `80,443,${ssh}`);
      expect((await fetch(`http://${server.address}/trust`)).status).toBe(200);
      expect(await shown()).toMatchObject({ ok: true, state: 'foreign' });
      theirs = await server.mustExec(rules);
    });

    test('refuses rules of ours beside it, and a second install has nothing to do', async () => {
      const refused = await laptop.run(['firewall', 'on', ...laptop.to(server)]);
      expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(`${program} is in charge`) });
      const again = await laptop.must(['plan', ...laptop.to(server), '--bundle', bundle]);
      expect(again.stdout).toContain('Nothing to do');
    });

    test('that is switched off and on again leaves ours in force beside it, with nobody locked out', async () => {
      const off = program === 'ufw' ? 'ufw disable' : 'systemctl stop firewalld';
      await server.mustExec(off);
      await laptop.must(install);
      expect(await shown()).toMatchObject({ ok: true, state: 'in-force' });
      await server.mustExec(program === 'ufw' ? 'ufw --force enable' : 'systemctl start firewalld');
      await waitFor('both are in force', async () => (await server.exec(isOn)).exitCode === 0);
      expect(await server.mustExec('nft list tables')).toContain('inet teachtrack');
      expect(await open(80, 443, ssh)).toEqual([80, 443, ssh]);
      expect(await shown()).toMatchObject({ ok: true, state: 'in-force' });
    });

    test('has its own rules, and is on, after an uninstall', async () => {
      await laptop.must(['uninstall', ...laptop.to(server), '--remove-data', '--yes', server.address]);
      expect(await server.mustExec('nft list tables')).not.toContain('teachtrack');
      expect(await server.exec(isOn)).toMatchObject({ exitCode: 0 });
      expect(await server.mustExec(rules)).toBe(theirs);
      expect(await open(ssh)).toEqual([ssh]);
    });
  },
);
