import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';

/** What the person and the system answer. Tests set it. */
export class FakeLaptop {
  opens: string[] = [];
  saves: string | undefined;
  /** Buttons that the person presses, one after the other; then always the first. */
  presses: number[] = [];
  /** What was shown: dialogs, boxes, notifications. */
  readonly shown: Record<string, unknown>[] = [];
  readonly openedLinks: string[] = [];
  readonly shownFiles: string[] = [];
  readonly notifications: EventEmitter[] = [];
  readonly awake = new Set<number>();
  keyStore: 'gnome_libsecret' | 'basic_text' | 'unknown' | 'none' = 'gnome_libsecret';
  isDark = false;
  workAreas = [{ x: 0, y: 0, width: 1366, height: 728 }];
  #key = randomBytes(32);
  #ids = 0;

  readonly dialog = {
    showOpenDialog: async (_window: unknown, options: object) => {
      this.shown.push({ kind: 'open', ...options });
      return { canceled: this.opens.length === 0, filePaths: [...this.opens] };
    },
    showSaveDialog: async (_window: unknown, options: object) => {
      this.shown.push({ kind: 'save', ...options });
      return { canceled: this.saves === undefined, filePath: this.saves ?? '' };
    },
    showMessageBox: async (_window: unknown, options: object) => {
      this.shown.push({ kind: 'question', ...options });
      return { response: this.presses.shift() ?? 0, checkboxChecked: false };
    },
    showErrorBox: (title: string, text: string) => void this.shown.push({ kind: 'error', title, text }),
  };

  readonly shell = {
    openExternal: async (url: string) => void this.openedLinks.push(url),
    showItemInFolder: (path: string) => void this.shownFiles.push(path),
  };

  readonly powerSaveBlocker = {
    start: (_kind: string) => {
      this.#ids += 1;
      this.awake.add(this.#ids);
      return this.#ids;
    },
    stop: (id: number) => this.awake.delete(id),
  };

  /** Real encryption: what is written to a disk cannot hold the secret by accident of the fake. */
  readonly safeStorage = {
    isEncryptionAvailable: () => this.keyStore !== 'none',
    getSelectedStorageBackend: () => this.keyStore,
    encryptString: (text: string) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    decryptString: (sealed: Buffer) => {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
    },
  };

  readonly screen = {
    getPrimaryDisplay: () => ({ id: 0, workArea: this.workAreas[0] }),
    getAllDisplays: () => this.workAreas.map((workArea, id) => ({ id, workArea })),
  };

  readonly nativeTheme = Object.defineProperty(
    Object.assign(new EventEmitter(), { themeSource: 'unset' }),
    'shouldUseDarkColors',
    {
      get: () => this.isDark,
    },
  );

  /** Another user account, or a disk restored elsewhere. */
  loseKey(): void {
    this.#key = randomBytes(32);
  }
}
