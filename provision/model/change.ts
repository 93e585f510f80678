/** One thing a step is about to do, for a person to read before it is done and for a journal to keep. */
export type Change =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly action: 'create' | 'replace' | 'remove';
      /** Unified diff; absent when the content is secret or not text. */
      readonly diff?: string;
      readonly secret?: boolean;
    }
  | { readonly kind: 'directory'; readonly path: string; readonly action: 'create' | 'remove' | 'attributes' }
  | {
      readonly kind: 'package';
      readonly name: string;
      readonly version: string;
      /** `finish`: it was left in the middle before we came, by whomever. `update`: an older version is there. */
      readonly action: 'install' | 'remove' | 'finish' | 'update';
    }
  | { readonly kind: 'account'; readonly name: string; readonly action: 'create' | 'remove' }
  | {
      readonly kind: 'unit';
      readonly name: string;
      readonly action: 'start' | 'stop' | 'restart' | 'reload' | 'enable' | 'disable';
    }
  | { readonly kind: 'setting'; readonly of: string; readonly name: string; readonly from: string; readonly to: string }
  | { readonly kind: 'database'; readonly what: string; readonly action: 'create' | 'migrate' | 'remove' };
