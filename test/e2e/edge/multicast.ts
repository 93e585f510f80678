import { createSocket } from 'node:dgram';

/** Asks the network for the address of a name, as telephones do (RFC 6762). Gives the whole answer; rejects when none comes in a minute. */
export function askNetwork(name: string, from: string): Promise<Buffer> {
  const labels = name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  const head = Buffer.from([0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  const question = Buffer.concat([head, ...labels, Buffer.from([0, 0, 1, 0, 1])]);
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    const send = () => socket.send(question, 5353, '224.0.0.251');
    const again = setInterval(send, 1_000);
    const late = setTimeout(() => end(() => reject(new Error(`nobody answers to ${name}`))), 60_000);
    const end = (then: () => void) => {
      clearInterval(again);
      clearTimeout(late);
      socket.close();
      then();
    };
    socket.on('message', (answer) => end(() => resolve(answer)));
    socket.on('error', (error) => end(() => reject(error)));
    socket.bind(0, from, () => {
      socket.setMulticastInterface(from);
      send();
    });
  });
}
