import '@mantine/core/styles.css';
import './site.css';
import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { cssVariables, theme } from '../theme/theme.ts';
import { ApiError } from './api/client.ts';
import { App } from './app.tsx';
import { firstWordsOfDevice } from './words/load.ts';
import { WordsProvider } from './words/provider.tsx';

const passing: readonly string[] = ['offline', 'busy', 'unavailable', 'too-many-requests'];

const client: QueryClient = new QueryClient({
  // Locked from another window: what is asked first finds out.
  queryCache: new QueryCache({
    onError: (error, query) => {
      const isLocked = error instanceof ApiError && error.code === 'session-locked';
      if (isLocked && query.queryKey[0] !== 'me') void client.invalidateQueries({ queryKey: ['me'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 3 && error instanceof ApiError && passing.includes(error.code),
    },
  },
});

/** Waits for the words of the device's language; English is there at once. */
function begin(root: HTMLElement): void {
  void firstWordsOfDevice().then((start) => {
    document.documentElement.lang = start.language;
    createRoot(root).render(
      <StrictMode>
        <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
          <QueryClientProvider client={client}>
            <WordsProvider start={start}>
              <App />
            </WordsProvider>
          </QueryClientProvider>
        </MantineProvider>
      </StrictMode>,
    );
  });
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element "root"');
begin(root);
