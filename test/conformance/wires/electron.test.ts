import { type Wire, WireEnd } from '../../../installer/channel/wire.ts';
import { acceptConnections } from '../../../main/electron/wire/connections.ts';
import { globalName, type WireGlobal } from '../../../main/electron/wire/names.ts';
import { exposeWire } from '../../../main/electron/wire/page-side.ts';
import { fakeElectron } from '../../fake-electron/fake-electron.ts';
import type { FakeWindow } from '../../fake-electron/window.ts';
import { wireSuite } from './suite.ts';

wireSuite('of Electron', async (onWire) => {
  const { electron, app } = fakeElectron({ userData: '/nowhere' });
  app.becomeReady();
  const refused: string[] = [];
  const made: Wire[] = [];
  const connected = (wire: Wire) => {
    made.push(wire);
    onWire(wire);
  };
  acceptConnections({ ipcMain: electron.ipcMain, connected, refused: (what) => refused.push(what) });
  const window = new electron.BrowserWindow({}) as unknown as FakeWindow;
  await window.loadURL('app://installer/index.html');
  return {
    async open() {
      const { page } = window.webContents;
      if (!(globalName in page.world)) exposeWire(page as unknown as Parameters<typeof exposeWire>[0]);
      const global = page.world[globalName] as WireGlobal;
      const near: WireEnd = new WireEnd({ send: (text) => out.send(text), close: () => out.close() });
      const out = global.open({ text: (text) => near.arrived(text), closed: () => near.ended() });
      return near;
    },
    cut: () => {
      for (const wire of made.splice(0)) wire.close();
    },
    end: async () => {
      window.close();
      if (refused.length > 0) throw new Error(`refused: ${refused.join(', ')}`);
    },
  };
});
