import { connect } from 'node:net';

type Options = {
  /** The address of this machine that it comes from. */
  readonly from?: string;
  readonly timeoutMs?: number;
};

/** Whether a port takes a new connection; a silent one counts as closed after a while. */
export function isOpen(host: string, port: number, { from, timeoutMs = 2_000 }: Options = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs, ...(from === undefined ? {} : { localAddress: from }) });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}
