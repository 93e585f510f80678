import type { X509Certificate } from 'node:crypto';

const dayMs = 86_400_000;

/** From so many days before its end on, a certificate is a problem that people are told about. */
export const warningDays = 30;

export type Life = {
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Whole days; below zero when it has ended. */
  readonly daysLeft: number;
  /** When a third of its life is left: it is renewed from then on. */
  readonly renewal: Date;
  readonly isDue: boolean;
  /** Good at this moment. Not so when it was made while the clock was ahead. */
  readonly isGood: boolean;
};

export function lifeOf({ validFrom, validTo }: X509Certificate, now: Date): Life {
  const [notBefore, notAfter] = [new Date(validFrom), new Date(validTo)];
  const renewal = new Date(notAfter.getTime() - (notAfter.getTime() - notBefore.getTime()) / 3);
  const isGood = notBefore <= now && now < notAfter;
  return {
    notBefore,
    notAfter,
    renewal,
    daysLeft: Math.floor((notAfter.getTime() - now.getTime()) / dayMs),
    isDue: !isGood || renewal <= now,
    isGood,
  };
}

export function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
