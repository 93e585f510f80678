import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import './renderer.css';
import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { cssVariables, theme } from '../appliance/web/theme/theme.ts';
import { App } from './app.tsx';
import { openInShell, shellWire } from './connect/electron.ts';
import { faceOver } from './connect/face.ts';
import { takeToken, webOpener } from './connect/web.ts';
import { FaceProvider } from './state/face.ts';

// The page may not make functions of text, so zod need not try.
config({ jitless: true });

/** The shared look, with a letter form that is the same on every laptop. */
const look = mergeThemeOverrides(theme, {
  fontFamily: `"Inter Variable", ${theme.fontFamily}`,
  components: {
    InputWrapper: { styles: { description: { fontSize: 13.5, lineHeight: 1.45 } } },
    Modal: { styles: { title: { fontSize: 18, fontWeight: 620, lineHeight: 1.35 } } },
  },
});

const shell = shellWire();
const face = faceOver(shell === undefined ? webOpener(takeToken()) : () => openInShell(shell));

/** Every answer may be old a moment later: asked anew whenever a screen comes up, never again by itself when it failed. */
const client = new QueryClient({
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element "root"');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={look} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <FaceProvider value={face}>
          <App />
        </FaceProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
