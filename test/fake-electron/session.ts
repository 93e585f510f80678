import { EventEmitter } from 'node:events';

type Decide = (granted: boolean) => void;
type Request = { readonly url: string };

/** The default session. The methods after `webRequest` ask what a page would get. */
export class FakeSession extends EventEmitter {
  readonly calls: string[] = [];
  readonly webRequest = {
    onBeforeRequest: (listener: (request: Request, decide: (answer: { cancel?: boolean }) => void) => void) => {
      this.#beforeRequest = listener;
    },
  };
  #permission: (contents: unknown, permission: string, decide: Decide) => void = (_c, _p, decide) => decide(true);
  #check: () => boolean = () => true;
  #device: () => boolean = () => true;
  #beforeRequest: (request: Request, decide: (answer: { cancel?: boolean }) => void) => void = (_request, decide) =>
    decide({});

  setPermissionRequestHandler(handler: (contents: unknown, permission: string, decide: Decide) => void): void {
    this.#permission = handler;
  }

  setPermissionCheckHandler(handler: () => boolean): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    this.#device = handler;
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.calls.push(`spell checker ${isEnabled}`);
  }

  isGranted(permission: string): Promise<boolean> {
    return new Promise((resolve) => this.#permission({}, permission, resolve));
  }

  isAssumed(): boolean {
    return this.#check() || this.#device();
  }

  isLoaded(url: string): Promise<boolean> {
    return new Promise((resolve) => this.#beforeRequest({ url }, ({ cancel }) => resolve(cancel !== true)));
  }

  isDownloaded(): boolean {
    let isPrevented = false;
    this.emit('will-download', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    return !isPrevented;
  }
}
