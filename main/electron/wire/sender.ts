import type { IpcMainEvent } from 'electron';
import { isPage } from '../protocol/address.ts';

/** True only for the main frame of our own page: no subframe, no other page, no frame that is gone. */
export function isOurs({ sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>): boolean {
  if (senderFrame === null || senderFrame.detached || senderFrame.parent !== null) return false;
  return !sender.isDestroyed() && isPage(senderFrame.url);
}
