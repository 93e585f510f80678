import { RemoteError } from '../../installer/channel/remote-error.ts';
import { WireEnd } from '../../installer/channel/wire.ts';
import { faceErrorOf } from '../../installer/contract/error.ts';

const keptAs = 'teachtrack-token';
/** The web host closes with this when the token is not its own. */
const wrongToken = 4401;

/**
 * The token comes in the address's fragment, which no server and no log sees. It is taken out of the address bar and kept
 * for this tab, so that a reload finds it.
 */
export function takeToken(): string {
  const found = tokenInAddress();
  if (found !== undefined) {
    sessionStorage.setItem(keptAs, found);
    history.replaceState(null, '', `${location.pathname}#/`);
  }
  // The address typed again into a window that is open already.
  addEventListener('hashchange', () => tokenInAddress() !== undefined && location.reload());
  return sessionStorage.getItem(keptAs) ?? '';
}

function tokenInAddress(): string | undefined {
  return /^#token=([A-Za-z0-9_-]+)$/.exec(location.hash)?.[1];
}

/** Opens wires to the program that served this page, until it says that the token is not its own. */
export function webOpener(token: string): () => Promise<WireEnd> {
  let isRefused = false;
  return () =>
    new Promise((resolve, reject) => {
      if (isRefused) return reject(notThisWindow());
      const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/wire`);
      const wire = new WireEnd({ send: (text) => socket.send(text), close: () => socket.close() });
      socket.onopen = () => {
        socket.send(JSON.stringify({ token }));
        resolve(wire);
      };
      socket.onmessage = ({ data }) => wire.arrived(String(data));
      socket.onclose = ({ code }) => {
        isRefused ||= code === wrongToken;
        if (isRefused) sessionStorage.removeItem(keptAs);
        // Of no effect when the wire was open: then its end tells.
        reject(isRefused ? notThisWindow() : new Error('The program does not answer.'));
        wire.ended();
      };
    });
}

function notThisWindow(): RemoteError {
  const message = 'The program that opened this address has ended, or the address was not opened by it.';
  return new RemoteError(faceErrorOf({ code: 'TT-WINDOW-04', message, evidence: [] }));
}
