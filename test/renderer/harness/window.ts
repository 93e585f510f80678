import type { Page } from 'playwright-core';
import { serve } from '../../../installer/channel/serve.ts';
import { WireEnd } from '../../../installer/channel/wire.ts';
import { contract } from '../../../installer/contract/contract.ts';
import { faceErrorOf } from '../../../installer/contract/error.ts';
import { asProvisionError } from '../../../installer/session/values.ts';
import type { Script } from './script.ts';

/**
 * Gives a page the wire that the desktop shell's preload gives, and serves the real contract over it: every answer of the
 * script is checked by the contract's own schemas on both sides.
 */
export async function wireTo(page: Page, script: Script): Promise<void> {
  let far: WireEnd | undefined;
  let waiting: string[] = [];
  let isSending = false;
  const flush = async () => {
    if (isSending) return;
    isSending = true;
    while (waiting.length > 0) {
      const texts = waiting.splice(0);
      await page
        .evaluate((all) => {
          // biome-ignore lint/suspicious/noExplicitAny: a global of the page, made below
          for (const text of all) (window as any).fromHost(text);
        }, texts)
        .catch(() => undefined);
    }
    isSending = false;
  };
  await page.exposeFunction('openHost', () => {
    far?.ended();
    waiting = [];
    far = new WireEnd({
      send: (text) => {
        waiting.push(text);
        void flush();
      },
      close: () => undefined,
    });
    serve({
      wire: far,
      contract,
      handlers: script.handlers,
      window: {},
      isInCharge: () => script.isInCharge,
      errorOf: (thrown) => faceErrorOf(asProvisionError(thrown)),
    });
  });
  await page.exposeFunction('toHost', (text: string) => far?.arrived(text));
  await page.addInitScript(() => {
    // biome-ignore lint/suspicious/noExplicitAny: globals of the page
    const globals = window as any;
    globals.teachtrackWire = {
      open(listener: { text: (text: string) => void; closed: () => void }) {
        if (globals.isGone === true) throw new Error('the program has ended');
        const opened: Promise<void> = globals.openHost();
        globals.fromHost = listener.text;
        globals.breakWire = listener.closed;
        return {
          send: (text: string) => void opened.then(() => globals.toHost(text)),
          close: () => listener.closed(),
        };
      },
    };
  });
}

/** Breaks the wire as the program's end does; it can be opened again only when the program `comesBack`. */
export async function breakWire(page: Page, { comesBack }: { readonly comesBack: boolean }): Promise<void> {
  await page.evaluate((isGone) => {
    // biome-ignore lint/suspicious/noExplicitAny: globals of the page
    const globals = window as any;
    globals.isGone = isGone;
    if (isGone) globals.breakWire();
  }, !comesBack);
}
