import type { IpcMainEvent } from 'electron';
import { isOwnAddress } from '../protocol/address.ts';

/** True only for the main frame of our own page: no subframe, no page that got in by another way, no frame that is gone. */
export function isOurs({ sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>): boolean {
  if (senderFrame === null || senderFrame.parent !== null) return false;
  if (sender.isDestroyed() || senderFrame !== sender.mainFrame) return false;
  return isOwnAddress(senderFrame.url);
}
