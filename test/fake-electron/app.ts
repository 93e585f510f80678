import { EventEmitter } from 'node:events';

export type FakeAppOptions = {
  readonly userData: string;
  readonly isPackaged: boolean;
  readonly isOnlyInstance: boolean;
  readonly switches: readonly string[];
};

/** `app` as far as the shell uses it. `calls` holds what was asked of it, in order. */
export class FakeApp extends EventEmitter {
  readonly calls: string[] = [];
  readonly switches: Set<string>;
  readonly isPackaged: boolean;
  readonly commandLine: { appendSwitch(name: string): void; hasSwitch(name: string): boolean };
  name = 'electron';
  isReady = false;
  exitCode: number | undefined;
  readonly #options: FakeAppOptions;
  readonly #ready: Promise<void>;
  #makeReady: () => void = () => undefined;

  constructor(options: FakeAppOptions) {
    super();
    this.#options = options;
    this.isPackaged = options.isPackaged;
    this.switches = new Set(options.switches);
    this.commandLine = {
      appendSwitch: (name) => void this.switches.add(name),
      hasSwitch: (name) => this.switches.has(name),
    };
    this.#ready = new Promise((resolve) => {
      this.#makeReady = resolve;
    });
  }

  /** The system lets the program go on. */
  becomeReady(): void {
    this.isReady = true;
    this.#makeReady();
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return '1.2.3';
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`no path ${name} in the fake`);
    return this.#options.userData;
  }

  requestSingleInstanceLock(): boolean {
    return this.#options.isOnlyInstance;
  }

  enableSandbox(): void {
    if (this.isReady) throw new Error('app.enableSandbox() must be called before the app is ready');
    this.calls.push('enableSandbox');
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    this.calls.push(`setAsDefaultProtocolClient ${scheme}`);
    return true;
  }

  setAboutPanelOptions(options: object): void {
    this.calls.push(`setAboutPanelOptions ${JSON.stringify(options)}`);
  }

  showAboutPanel(): void {
    this.calls.push('showAboutPanel');
  }

  /** Asks everybody first, as the real one does. */
  quit(): void {
    this.calls.push('quit');
    let isPrevented = false;
    this.emit('will-quit', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    if (!isPrevented) this.exit(0);
  }

  exit(code = 0): void {
    this.exitCode ??= code;
  }
}
