import { EventEmitter } from 'node:events';

/** `ipcMain` as far as the shell uses it: listeners, no answers. */
export class FakeIpcMain extends EventEmitter {}
