import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const pine: MantineColorsTuple = [
  '#eef6f4',
  '#dcebe8',
  '#b6d6d0',
  '#8dc0b7',
  '#6bada2',
  '#559f95',
  '#47908a',
  '#3b7a78',
  '#2f5d62',
  '#244a4f',
];

/** One look: calm, high contrast, no web fonts. Shades 7 and 8 carry white text. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  colors: { pine },
  fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  headings: { fontWeight: '600' },
  defaultRadius: 'md',
  respectReducedMotion: true,
});

/** Greys and reds that keep 4.5:1 on both grounds; the library's own do not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#566168',
    '--mantine-color-placeholder': '#68737a',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-red-light-color': '#8c1d18',
    '--mantine-color-yellow-light-color': '#5c4700',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b3ba',
    '--mantine-color-placeholder': '#98a2a9',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-red-light-color': '#ffc9c4',
    '--mantine-color-yellow-light-color': '#ffe08a',
  },
});
