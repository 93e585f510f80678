import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Relative addresses, so that the same files serve from `app://` and from a web host. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
