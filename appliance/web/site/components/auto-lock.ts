import { useEffect } from 'react';
import { lastActive, noteActive } from '../api/shared-device.ts';

const idleMs = 5 * 60_000;
const lookMs = 15_000;
const noteMs = 5_000;

/** Calls `onIdle` when nobody has touched any window of this device for five minutes. */
export function useAutoLock(isOn: boolean, onIdle: () => void): void {
  useEffect(() => {
    if (!isOn) return;
    let noted = 0;
    const touched = () => {
      const now = Date.now();
      if (now - noted < noteMs) return;
      noted = now;
      noteActive(now);
    };
    touched();
    const timer = setInterval(() => {
      if (Date.now() - lastActive() >= idleMs) onIdle();
    }, lookMs);
    for (const event of events) window.addEventListener(event, touched, { passive: true });
    return () => {
      clearInterval(timer);
      for (const event of events) window.removeEventListener(event, touched);
    };
  }, [isOn, onIdle]);
}

const events = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
