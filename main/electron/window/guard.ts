import type { Session, WebContents } from 'electron';
import { isOwnAddress, isPage } from '../protocol/address.ts';

/** Told of everything that was refused, for the log. */
export type Refused = (what: string) => void;

type Navigation = { readonly url: string; readonly isMainFrame: boolean; preventDefault(): void };

/** The page stays the page: no navigation, no new window, no frame, no web view. */
export function guardContents(contents: WebContents, refused: Refused): void {
  // A reload of our own page is the one navigation there is.
  const stay = (event: Navigation) => {
    if (event.isMainFrame && isPage(event.url)) return;
    event.preventDefault();
    refused(`navigation to ${short(event.url)}`);
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    refused('web view');
  });
  contents.setWindowOpenHandler(({ url }) => {
    refused(`new window of ${short(url)}`);
    return { action: 'deny' };
  });
}

/** No permission, no device, no download, and no request that is not for one of our own files. */
export function guardSession(session: Session, refused: Refused): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    refused(`permission ${permission}`);
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Its dictionaries would be fetched from the internet.
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => {
    event.preventDefault();
    refused('download');
  });
  session.webRequest.onBeforeRequest(({ url }, decide) => {
    const cancel = !isOwnAddress(url) && !url.startsWith('data:image/');
    if (cancel) refused(`request of ${short(url)}`);
    decide({ cancel });
  });
}

/** An address from elsewhere may be of any length and hold anything. */
function short(address: string): string {
  const url = URL.parse(address);
  return url === null ? 'something that is no address' : `${url.protocol}//${url.host}${url.pathname}`.slice(0, 200);
}
