import { randomBytes } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { waitFor } from './wait-for.ts';

const config = (encryption: 'desired' | 'off') => `[global]
server max protocol = ${encryption === 'off' ? 'SMB2_10' : 'SMB3'}
map to guest = never
smb encrypt = ${encryption}
${['backups', 'small', 'old'].map((name) => `[${name}]\npath = /srv/${name}\nvalid users = keeper\nread only = no\n`).join('')}`;

/** A real Samba on a server of its own, with a share that is small. */
export class Nas {
  readonly server: PracticeServer;
  readonly user = 'keeper';
  readonly password = `N-${randomBytes(9).toString('base64url')} 'ü"`;

  private constructor(server: PracticeServer) {
    this.server = server;
  }

  static async start(): Promise<Nas> {
    const nas = new Nas(await startPracticeServer({ cores: 2, memoryMiB: 2_048, packages: ['samba'] }));
    await nas.server.mustExec(`useradd -M -s /usr/sbin/nologin ${nas.user}
      mkdir -p /srv/backups /srv/old /srv/small && mount -t tmpfs -o size=2m small /srv/small
      chown ${nas.user} /srv/backups /srv/old /srv/small`);
    await nas.server.mustExec(['smbpasswd', '-s', '-a', nas.user], { stdin: `${nas.password}\n${nas.password}\n` });
    await nas.on();
    return nas;
  }

  #way: Server | undefined;
  #host = '';

  /** Practice servers do not see each other: this machine passes on what comes to its address on the server's network. */
  async reachableFrom({ hostAddress }: PracticeServer): Promise<void> {
    this.#host = hostAddress;
    this.#way = createServer((near) => {
      const far = connect(445, this.server.address);
      near.pipe(far).pipe(near);
      for (const end of [near, far])
        for (const event of ['error', 'close'])
          end.on(event, () => {
            near.destroy();
            far.destroy();
          });
    });
    await new Promise<void>((resolve, reject) => {
      this.#way?.once('error', reject).listen(445, hostAddress, resolve);
    });
  }

  share(name: string): string {
    return `//${this.#host}/${name}`;
  }

  /** On again; `off`: as an old device that can only sign. */
  async on(encryption: 'desired' | 'off' = 'desired'): Promise<void> {
    await this.server.mustExec('cat > /etc/samba/smb.conf && systemctl restart smbd', { stdin: config(encryption) });
    await waitFor('the shares answer', async () => (await this.server.exec('ss -Hlnt sport = :445')).stdout !== '');
  }

  /** Dies at once as soon as half a backup lies there. */
  dieAtHalf(folder: string): Promise<string> {
    return this.server.mustExec(
      `until ls ${folder}/*ttbackup.part >/dev/null 2>&1; do sleep 0.01; done; systemctl kill -s KILL smbd; systemctl stop smbd; ls ${folder}`,
    );
  }

  async stop(): Promise<void> {
    this.#way?.close();
    await this.server.stop();
  }
}
