import type { GoLive } from '../../../provision/golive/checklist.ts';
import type { Origin } from '../../../provision/model/journal.ts';
import type { OpenServer } from '../open-server.ts';
import { answerOf } from './ask.ts';

export type { GoLive, GoLiveItem } from '../../../provision/golive/checklist.ts';

/** Whether the server is ready for teachers, point by point. */
export function goLiveOf(server: OpenServer): Promise<GoLive> {
  return answerOf(server, ['golive']);
}

/** Accepts a point that is not met, by name and reason; without a reason takes that back. */
export function waivePoint(
  server: OpenServer,
  { point, reason }: { readonly point: string; readonly reason?: string },
  origin: Origin,
): Promise<GoLive> {
  const act = reason === undefined ? [`--unwaive=${point}`] : [`--waive=${point}`, `--reason=${reason}`];
  return answerOf(server, ['golive', ...act, '--origin', JSON.stringify(origin)]);
}
