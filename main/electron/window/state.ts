import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Where the window was. Without x and y the system chooses a place. Pixels of the display, scaled. */
export type WindowState = {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximised: boolean;
};

const usual: WindowState = { width: 1180, height: 800, maximised: false };
/** So much of the title bar must be on a display that a person can take hold of it. */
const grip = { width: 120, height: 32 };

/** What the file says, made to fit the displays that are there now; the usual size when it says nothing usable. */
export function readWindowState(file: string, displays: readonly Area[], least: { width: number; height: number }) {
  return fitted(parse(read(file)) ?? usual, displays, least);
}

/** Beside first, so that a power cut leaves the old one. A state that cannot be kept is no reason to fail. */
export function writeWindowState(file: string, state: WindowState): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const beside = `${file}.${process.pid}`;
    writeFileSync(beside, `${JSON.stringify({ version: 1, ...state })}\n`);
    renameSync(beside, file);
    return true;
  } catch {
    return false;
  }
}

function read(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8');
    return text.length > 4096 ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parse(value: unknown): WindowState | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { version, x, y, width, height, maximised } = value as Record<string, unknown>;
  const isSize = (one: unknown): one is number => Number.isSafeInteger(one) && (one as number) > 0;
  if (version !== 1 || !isSize(width) || !isSize(height) || typeof maximised !== 'boolean') return undefined;
  const place = Number.isSafeInteger(x) && Number.isSafeInteger(y) ? { x: x as number, y: y as number } : {};
  return { ...place, width, height, maximised };
}

function fitted(state: WindowState, displays: readonly Area[], least: { width: number; height: number }): WindowState {
  const { x, y, maximised } = state;
  const home =
    x === undefined || y === undefined ? undefined : displays.find((area) => holdsGrip(area, { ...state, x, y }));
  const room = home ?? displays[0];
  if (room === undefined) return { ...usual, maximised };
  const width = Math.max(Math.min(state.width, room.width), Math.min(least.width, room.width));
  const height = Math.max(Math.min(state.height, room.height), Math.min(least.height, room.height));
  if (home === undefined || x === undefined || y === undefined) return { width, height, maximised };
  return { x, y, width, height, maximised };
}

function holdsGrip(area: Area, { x, y, width }: Area): boolean {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return seen >= grip.width && y >= area.y && y + grip.height <= area.y + area.height;
}
