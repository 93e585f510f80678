import WebSocket from 'ws';
import { WireEnd } from '../../../installer/channel/wire.ts';
import { bareSession, served } from '../../main/web/served.ts';
import { wireSuite } from './suite.ts';

wireSuite('over WebSocket on loopback', async (onWire) => {
  const web = await served(bareSession(onWire));
  const sockets: WebSocket[] = [];
  return {
    open: () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://${web.address}/wire`, { origin: `http://${web.address}` });
        const wire = new WireEnd({ send: (text) => socket.send(text), close: () => socket.close() });
        sockets.push(socket);
        socket.once('error', reject);
        socket.once('close', () => wire.ended());
        socket.on('message', (data) => wire.arrived(String(data)));
        socket.once('open', () => {
          socket.send(JSON.stringify({ token: web.token }));
          resolve(wire);
        });
      }),
    cut: () => {
      for (const socket of sockets.splice(0)) socket.terminate();
    },
    end: () => web.close(),
  };
});
