import { type CSSVariablesResolver, createTheme, Loader, type MantineColorsTuple } from '@mantine/core';

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

/** For what cannot be undone. */
const clay: MantineColorsTuple = [
  '#fdeeec',
  '#f9d7d3',
  '#f0aea7',
  '#e7837a',
  '#df6055',
  '#d94a3e',
  '#c53d32',
  '#b3332a',
  '#a3221b',
  '#861b15',
];

/** Greys of the dark look, with a little pine in them: 0 is text, 7 the page, 4 a line. */
const dark: MantineColorsTuple = [
  '#dfe7e6',
  '#bccac8',
  '#93a5a4',
  '#677a79',
  '#3d4e4e',
  '#2f3c3d',
  '#232e2f',
  '#192223',
  '#131a1b',
  '#0c1213',
];

/**
 * One look for the desktop app, the teachers' site and the status panel: calm, high contrast. Shades 7 and 8 carry white
 * text.
 */
export const theme = createTheme({
  // Its name is only allowed on something with a role.
  components: { Loader: Loader.extend({ defaultProps: { role: 'status' } }) },
  primaryColor: 'pine',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  colors: { pine, clay, dark },
  fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  headings: { fontWeight: '600' },
  defaultRadius: 'md',
  respectReducedMotion: true,
});

/**
 * Greys and reds that keep 4.5:1 on both grounds (the library's own do not), and the colours with a meaning: `--tt-good`,
 * `--tt-better`, `--tt-bad`, `--tt-unknown` for text and signs, each with a `-soft` ground that it stays readable on.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#566168',
    '--mantine-color-placeholder': '#68737a',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-red-light-color': '#8c1d18',
    '--mantine-color-yellow-light-color': '#5c4700',
    '--tt-ground': '#f3f6f5',
    '--tt-sheet': '#ffffff',
    '--tt-line': '#d9e2e0',
    '--tt-accent': '#2f5d62',
    '--tt-good': '#1c6b3a',
    '--tt-good-soft': '#e5f4ea',
    '--tt-better': '#755000',
    '--tt-better-soft': '#fcf2d8',
    '--tt-bad': '#a3221b',
    '--tt-bad-soft': '#fdecea',
    '--tt-unknown': '#47548c',
    '--tt-unknown-soft': '#eceffa',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b8b7',
    '--mantine-color-placeholder': '#98a8a7',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-red-light-color': '#ffc9c4',
    '--mantine-color-yellow-light-color': '#ffe08a',
    '--mantine-color-pine-light': 'rgb(141 192 183 / 16%)',
    '--mantine-color-pine-light-hover': 'rgb(141 192 183 / 26%)',
    '--mantine-color-pine-light-color': '#c4e3dc',
    '--tt-ground': '#131a1b',
    '--tt-sheet': '#1b2526',
    '--tt-line': '#334243',
    '--tt-accent': '#8dc0b7',
    '--tt-good': '#86d6a0',
    '--tt-good-soft': '#173121',
    '--tt-better': '#f3c868',
    '--tt-better-soft': '#342a14',
    '--tt-bad': '#ff9d94',
    '--tt-bad-soft': '#3b1d1b',
    '--tt-unknown': '#b6c0f2',
    '--tt-unknown-soft': '#242944',
  },
});
