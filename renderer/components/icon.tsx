/** Our own signs, drawn on a 24 × 24 grid with a line of 1.8. */
const paths = {
  tick: 'M5 12.5l4.6 4.6L19.2 7.4',
  cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  alert: 'M12 4.2L2.8 19.8h18.4zM12 10v4.6M12 17.2v.1',
  improve: 'M12 19V6M6.4 11.4L12 5.8l5.6 5.6',
  question: 'M9 9.2a3 3 0 1 1 4.4 2.7c-.9.5-1.4 1.1-1.4 2.1M12 17.3v.1',
  info: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11.2v4.6M12 8.1v.1',
  pen: 'M4.5 19.5l.9-4.2L16.2 4.5l3.3 3.3L8.7 18.6zM14 6.7l3.3 3.3',
  minus: 'M6 12h12',
  plus: 'M12 5.5v13M5.5 12h13',
  server: 'M4 5h16v6H4zM4 13h16v6H4zM7.5 8v.1M7.5 16v.1M11 8h5M11 16h5',
  laptop: 'M5.5 5h13v10h-13zM2.5 18.5h19',
  key: 'M14.8 9.2a4.4 4.4 0 1 0-3.2 4.2L13 15h2.4v2.4H18V20h3v-3l-6.4-6.4c.1-.5.2-.9.2-1.4zM9.3 8.7v.1',
  shield: 'M12 3.5l7.5 2.7v5.3c0 4.4-3 7.6-7.5 9-4.5-1.4-7.5-4.6-7.5-9V6.2zM8.7 12l2.4 2.4 4.4-4.6',
  disk: 'M4 7c0-1.7 3.6-3 8-3s8 1.3 8 3v10c0 1.7-3.6 3-8 3s-8-1.3-8-3zM4 7c0 1.7 3.6 3 8 3s8-1.3 8-3M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  network: 'M9.5 3.5h5v4.6h-5zM3.5 15.9h5v4.6h-5zM15.5 15.9h5v4.6h-5zM12 8.1v4M6 15.9v-3.8h12v3.8',
  tag: 'M4 4.5h7.4l8.6 8.6-6.9 6.9L4.5 11.4zM8.3 8.5v.1',
  layers: 'M12 3.8l9 4.6-9 4.6-9-4.6zM3.6 12.4L12 16.7l8.4-4.3M3.6 16.2l8.4 4.3 8.4-4.3',
  box: 'M4 7.6L12 3.4l8 4.2v8.8l-8 4.2-8-4.2zM4 7.6l8 4.2 8-4.2M12 11.8v8.8',
  clock: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.3V12l3.2 2',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  save: 'M12 4v10.5M7.4 10.3L12 14.9l4.6-4.6M4.5 19.5h15',
  open: 'M12 15V4.5M7.4 8.7L12 4.1l4.6 4.6M4.5 19.5h15',
  next: 'M9.2 5.5L15.7 12l-6.5 6.5',
  back: 'M14.8 5.5L8.3 12l6.5 6.5',
  down: 'M5.5 9.2L12 15.7l6.5-6.5',
  again: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.2V9h-4.8',
  bin: 'M4.5 6.8h15M9.5 6.5V4h5v2.5M6.3 6.8l1 13.2h9.4l1-13.2M10 10.5v6M14 10.5v6',
  moon: 'M19.6 14.4A8 8 0 0 1 9.6 4.4a8 8 0 1 0 10 10z',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4',
  people:
    'M9 5a3.2 3.2 0 1 1 0 6.4A3.2 3.2 0 0 1 9 5zM3 19.5c0-3.4 2.6-5.6 6-5.6s6 2.2 6 5.6M16 5.4a3 3 0 0 1 0 5.8M17.6 14.3c2 .7 3.4 2.6 3.4 5.2',
  file: 'M6 3.5h8l4.5 4.5v12.5H6zM13.8 3.7v4.5h4.5M9 12.5h6M9 16h6',
  gear: 'M12 8.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8zM12 3v2.6M12 18.4V21M3 12h2.6M18.4 12H21M5.6 5.6l1.9 1.9M16.5 16.5l1.9 1.9M18.4 5.6l-1.9 1.9M7.5 16.5l-1.9 1.9',
  stop: 'M7 7h10v10H7z',
  flag: 'M6 21V4M6 4.6c4-2 7.5 2 12 0v8.6c-4.5 2-8-2-12 0',
  wrench:
    'M14.4 6.4a4.6 4.6 0 0 1 5.9-1l-3 3 .9 2.4 2.5.8 1.5-1.5a4.6 4.6 0 0 1-6.2 4.9L9.2 21 4.6 16.4l6.6-6.6a4.6 4.6 0 0 1 3.2-3.4z',
} as const;

export type IconName = keyof typeof paths;

/** A sign beside words, which say the same: hidden from screen readers. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
