import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** In development the API is a process of this machine: `TEACHTRACK_API=http://127.0.0.1:PORT npx vite appliance/web/status`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': process.env['TEACHTRACK_API'] ?? 'http://127.0.0.1:21000' } },
});
