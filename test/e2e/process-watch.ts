import type { PracticeServer } from '../practice-server/practice-server.ts';

/** Collects every command line and environment it sees, ten times a second, until its flag is gone. */
const sampler = `import glob, os, sys, time
seen = set()
open('/run/watching', 'w').close()
samples = 0
while os.path.exists('/run/watching'):
    for pattern in ('/proc/[0-9]*/cmdline', '/proc/[0-9]*/environ'):
        for path in glob.glob(pattern):
            try:
                with open(path, 'rb') as file: seen.add(file.read())
            except OSError: pass
    samples += 1
    time.sleep(0.1)
os.makedirs('/run/watched', exist_ok=True)
with open('/run/watched/processes', 'wb') as file: file.write(b'\\n'.join(seen))
print(samples, len(seen))
`;

/** Starts watching the processes of a server; the function it gives ends that and says how much was seen. */
export async function watchProcesses(server: PracticeServer): Promise<() => Promise<{ readonly samples: number }>> {
  const watching = server.exec(['python3', '-c', sampler], { timeoutMs: 1_800_000 });
  // Told by the function below, or by nobody when the test had to stop before it.
  watching.catch(() => undefined);
  await Promise.race([watching, server.mustExec('until [ -e /run/watching ]; do sleep 0.1; done')]);
  return async () => {
    await server.exec(['rm', '-f', '/run/watching']);
    const { stdout, stderr } = await watching;
    const [samples = 0] = stdout.split(' ').map(Number);
    if (!(samples > 0)) throw new Error(`nothing was watched: ${stderr}`);
    return { samples };
  };
}

const places =
  '/etc /var /opt /home /root /srv /tmp /usr/local /run/watched /run/systemd /run/log /run/teachtrack /dev/shm';

/**
 * Files of the server that hold one of the secrets anywhere: journals, reports, logs, units, the collected command
 * lines and environments. Secrets go in on standard input. The database's redo log of 2 GiB is left out: what it writes
 * to its tables is looked at.
 */
export async function filesHolding(server: PracticeServer, secrets: readonly string[]): Promise<readonly string[]> {
  if (secrets.some((secret) => secret.length < 8)) throw new Error('a secret this short is found everywhere');
  const { stdout } = await server.exec(`grep -rlaF --exclude=ib_logfile0 -f - ${places} 2>/dev/null`, {
    stdin: `${secrets.join('\n')}\n`,
    timeoutMs: 600_000,
  });
  const journal = await server.exec('journalctl --no-pager --all --output=export | grep -caF -f -', {
    stdin: `${secrets.join('\n')}\n`,
    timeoutMs: 600_000,
  });
  const units = await server.exec("systemctl show --property=Environment,ExecStart '*' | grep -cF -f -", {
    stdin: `${secrets.join('\n')}\n`,
    timeoutMs: 600_000,
  });
  return [
    ...stdout.split('\n').filter(Boolean).sort(),
    ...(Number(journal.stdout) > 0 ? ['the systemd journal'] : []),
    ...(Number(units.stdout) > 0 ? ['the settings of units'] : []),
  ];
}
