import { createTheme, type MantineColorsTuple } from '@mantine/core';

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

/** One look: calm, high contrast, no web fonts. Shade 8 carries white text at 7:1. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  colors: { pine },
  fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  headings: { fontWeight: '600' },
  defaultRadius: 'md',
  respectReducedMotion: true,
});
