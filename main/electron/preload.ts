import { contextBridge, ipcRenderer } from 'electron';
import { exposeWire } from './wire/page-side.ts';

exposeWire({ contextBridge, ipcRenderer });
