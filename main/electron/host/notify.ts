import type { Electron } from '../electron.ts';

export type Note = { readonly title: string; readonly body: string };

/** Tells a person who looks elsewhere; `clicked` brings them back. False where the system has no notifications. */
export function notify({ Notification }: Pick<Electron, 'Notification'>, note: Note, clicked: () => void): boolean {
  if (!Notification.isSupported()) return false;
  const shown = new Notification({ title: plain(note.title, 80), body: plain(note.body, 240) });
  shown.on('click', clicked);
  shown.show();
  return true;
}

/** One line of bounded length: some systems read mark-up and line breaks in notifications. */
function plain(text: string, most: number): string {
  const line = text
    .replaceAll(/[<>&\p{Cc}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
