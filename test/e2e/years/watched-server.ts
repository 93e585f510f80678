import { setTimeout as pause } from 'node:timers/promises';
import { type MailSink, startMailSink } from '../../services/mail-sink.ts';
import { type InstalledServer, installedServer } from '../installed-server.ts';
import { firstSignIn, makeTeacher, type Place } from '../journey.ts';
import { LanClient } from '../lan-client.ts';
import { type Load, steadyLoad } from '../steady-load.ts';
import { waitFor } from '../wait-for.ts';

/** An installed server whose monitor mails to a real mail server here, with teachers at work on it. */
export class WatchedServer {
  readonly installed: InstalledServer;
  readonly to: readonly string[];
  readonly mail: MailSink;
  readonly teachers: readonly LanClient[];
  /** Of the district. */
  readonly admin: LanClient;

  private constructor(
    installed: InstalledServer,
    to: readonly string[],
    mail: MailSink,
    people: { readonly teachers: readonly LanClient[]; readonly admin: LanClient },
  ) {
    this.installed = installed;
    this.to = to;
    this.mail = mail;
    this.teachers = people.teachers;
    this.admin = people.admin;
  }

  static async start(teacherCount: number, size: 'small' | 'large' = 'small'): Promise<WatchedServer> {
    const installed = await installedServer(size);
    const { server, laptop, firstSignIn: given } = installed;
    const to = laptop.to(server);
    const mail = await startMailSink({ host: server.hostAddress });
    const { body: ca } = await new LanClient(`http://${server.address}`).call<string>('/ca.crt');
    const place: Place = { origin: `https://${server.address}`, ca };
    const { client: admin } = await firstSignIn(place, given);
    const teachers: LanClient[] = [];
    for (let number = 1; number <= teacherCount; number += 1) {
      const teacher = await makeTeacher(admin, { code: `HILL${number}`, name: `Hill ${number}` });
      teachers.push((await firstSignIn(place, teacher)).client);
    }
    return new WatchedServer(installed, to, mail, { teachers, admin });
  }

  async stop(): Promise<void> {
    await this.mail.stop();
    this.installed.laptop.remove();
    await this.installed.server.stop();
  }

  /** A few requests a second of each teacher: no limit of the web server is meant for so little. */
  begin(postEvery = 4, ownConnections = false, teachers = this.teachers): Promise<Load> {
    return steadyLoad(teachers, { pauseMs: 150, postEvery, ownConnections });
  }

  async tellByMail(): Promise<void> {
    const { server, laptop } = this.installed;
    const where = ['--mail-host', server.hostAddress, '--mail-port', String(this.mail.port), '--mail-security', 'none'];
    const who = ['--mail-from', 'tt@school.example', '--mail-to', 'it@school.example'];
    // What is not urgent is waited for at night as well.
    await laptop.must(['alerts', 'set', ...this.to, ...where, ...who, '--quiet', 'none']);
  }

  /** The first mail since then whose text is like this, and after how many milliseconds it came. */
  async mailLike(like: RegExp, since: number): Promise<{ readonly text: string; readonly afterMs: number }> {
    const found = () => this.mail.mails.find(({ text, atMs }) => atMs >= since && like.test(text));
    for (const until = Date.now() + 600_000; Date.now() < until; await pause(200)) {
      const mail = found();
      if (mail !== undefined) return { text: mail.text, afterMs: mail.atMs - since };
    }
    throw new Error(`no mail like ${like} came: ${this.mail.mails.map(({ text }) => text).join(' | ')}`);
  }

  sh(text: string): Promise<string> {
    return this.installed.server.mustExec(text, { timeoutMs: 600_000 });
  }

  ctl(...args: readonly string[]) {
    return this.installed.server.exec(['teachtrackctl', ...args], { timeoutMs: 600_000 });
  }

  sql(text: string): Promise<string> {
    const argv = ['mariadb', '--batch', '--skip-column-names', 'teachtrack'];
    return this.installed.server.mustExec(argv, { stdin: text, timeoutMs: 600_000 });
  }

  /** What ext4 keeps for root alone is not filled by others, nor given to them. */
  async fillButForRoot(path: string): Promise<void> {
    const [free = 0, available = 0, block = 0] = (await this.sh(`stat -f -c '%f %a %S' ${path}`))
      .split(' ')
      .map(Number);
    await this.installed.server.fillDisk(Math.max(0, (free - available) * block - 16 * 1024 * 1024));
  }

  healthy(): Promise<void> {
    return waitFor('everything is well', async () => (await this.ctl('health')).exitCode === 0);
  }

  /** Everything that was accepted is there, once, and was done: `['kept 12 of 12', 'done twice 0']`. */
  async kept(accepted: readonly string[]): Promise<readonly string[]> {
    await waitFor(
      'every job is done',
      async () => (await this.sql("SELECT COUNT(*) FROM job WHERE state IN ('waiting', 'active')")) === '0',
    );
    const ids = accepted.map((id) => `'${id}'`).join(', ');
    const whole = `SELECT COUNT(*) FROM scheme WHERE id IN (${ids}) AND status = 'draft' AND EXISTS (SELECT 1 FROM scheme_row WHERE scheme_id = scheme.id)`;
    const twice = 'SELECT COUNT(*) FROM (SELECT target_id FROM job GROUP BY target_id HAVING COUNT(*) > 1) twice';
    return [
      `kept ${accepted.length === 0 ? '0' : await this.sql(whole)} of ${accepted.length}`,
      `done twice ${await this.sql(twice)}`,
    ];
  }
}

/** Of failed requests, those that were not a clear refusal a teacher's page waits for and sends again. */
export function unclear(failed: readonly string[]): readonly string[] {
  return failed.filter((one) => !/: (503|507) \{.*"code":"(unavailable|busy|no-room)"/.test(one));
}
