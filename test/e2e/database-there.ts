import { connect, createServer, type Server } from 'node:net';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';

/** Of this name MariaDB and MySQL have a unit, a folder of settings, and both a client called `mysql`. */
export type DatabaseProduct = 'mariadb' | 'mysql';

export const administrator = { user: 'dba', password: 'Only "once" \\ and then n3ver again' } as const;
/** With the same password, and without what an install takes. */
export const reader = 'reader';

/** A district's own database server, with data of somebody else's in it, that speaks TLS and refuses everything else. */
export class DatabaseThere {
  readonly server: PracticeServer;
  readonly product: DatabaseProduct;
  readonly ca: string;
  #way: Server | undefined;

  private constructor(server: PracticeServer, product: DatabaseProduct, ca: string) {
    this.server = server;
    this.product = product;
    this.ca = ca;
  }

  static async start(product: DatabaseProduct): Promise<DatabaseThere> {
    const suite = product === 'mysql' ? 'sid' : 'bookworm';
    const server = await startPracticeServer({ suite, cores: 2, memoryMiB: 2048, preinstalled: ['mysql-with-data'] });
    await server.mustExec(['sh', '-eu', '-c', certificates]);
    const settings = ['[mysqld]', 'bind_address=0.0.0.0', 'max_connections=1000', 'max_allowed_packet=64M'];
    const tls = ['ca=/etc/mysql/ca.pem', 'cert=/etc/mysql/db.pem', 'key=/etc/mysql/db.key'].map((one) => `ssl_${one}`);
    const text = [...settings, ...tls, 'require_secure_transport=ON', ''].join('\n');
    await server.mustExec(['sh', '-c', `cat > /etc/mysql/${product}.conf.d/zz-district.cnf`], { stdin: text });
    await server.mustExec(['systemctl', 'restart', product]);
    const quoted = administrator.password.replaceAll('\\', '\\\\');
    await server.mustExec(['mysql'], {
      stdin: `CREATE USER dba@'%' IDENTIFIED BY '${quoted}'; GRANT ALL PRIVILEGES ON *.* TO dba@'%' WITH GRANT OPTION;
CREATE USER reader@'%' IDENTIFIED BY '${quoted}'; GRANT SELECT, EVENT ON *.* TO reader@'%';`,
    });
    return new DatabaseThere(server, product, await server.mustExec('cat /etc/mysql/ca.pem'));
  }

  /** Practice servers reach this machine and not one another: a door on this machine leads to the database. */
  async reachableFrom({ address }: PracticeServer): Promise<{ readonly host: string; readonly port: number }> {
    const host = address.replace(/\.2$/, '.1');
    const way = createServer((near) => {
      const far = connect(3306, this.server.address);
      near.pipe(far).pipe(near);
      for (const end of [near, far])
        end.on('error', () => {
          near.destroy();
          far.destroy();
        });
    });
    this.#way = way;
    await new Promise<void>((resolve) => void way.listen(0, host, resolve));
    const bound = way.address();
    if (bound === null || typeof bound === 'string') throw new Error('the door has no port');
    return { host, port: bound.port };
  }

  /** What its administrator sets there when an install asks for it. */
  async set(line: string): Promise<void> {
    const file = `/etc/mysql/${this.product}.conf.d/zzz-asked-for.cnf`;
    await this.server.mustExec(['sh', '-c', `cat > ${file}`], { stdin: `[mysqld]\n${line}\n` });
    await this.server.mustExec(['systemctl', 'restart', this.product]);
  }

  sql(text: string): Promise<string> {
    return this.server.mustExec(['mysql', '-N'], { stdin: text });
  }

  async stop(): Promise<void> {
    this.#way?.close();
    await this.server.stop();
  }
}

const certificates = `cd /etc/mysql
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=District -keyout ca.key -out ca.pem
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=database.district.example -keyout db.key -out db.csr
openssl x509 -req -in db.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -out db.pem
chown mysql db.key`;
