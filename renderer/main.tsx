import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { cssVariables, theme } from '../appliance/web/theme/theme.ts';

/** The shared look, with a letter form that is the same on every laptop. */
const look = mergeThemeOverrides(theme, { fontFamily: `"Inter Variable", ${theme.fontFamily}` });

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element "root"');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={look} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <main>TeachTrack</main>
    </MantineProvider>
  </StrictMode>,
);
