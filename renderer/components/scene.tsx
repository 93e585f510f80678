import classes from './components.module.css';

/** Small pictures of our own, in the colours of the look; they say nothing that the words beside them do not. */
export function Scene({ name, width = 460 }: { readonly name: 'begin' | 'done' | 'stopped'; readonly width?: number }) {
  return (
    <svg className={classes.scene} width={width} viewBox="0 0 460 170" aria-hidden="true" focusable="false">
      <ellipse cx="230" cy="152" rx="200" ry="10" fill="var(--tt-accent)" opacity="0.13" />
      <Laptop />
      {name === 'begin' && <Cable dash="2 9" colour="var(--tt-accent)" />}
      {name === 'done' && <Cable colour="var(--tt-good)" />}
      {name === 'stopped' && <Cable dash="14 12" colour="var(--tt-better)" />}
      <Server lamp={name === 'done' ? '#5fc58a' : name === 'stopped' ? '#f0b429' : '#8dc0b7'} />
      {name === 'done' && <Badge colour="var(--tt-good)" d="M-9 0.5l6 6 11-12" />}
      {name === 'stopped' && <Badge colour="var(--tt-better)" d="M0-8v9M0 6v.1" />}
    </svg>
  );
}

function Laptop() {
  return (
    <g>
      <rect x="52" y="48" width="128" height="84" rx="9" fill="#2f5d62" />
      <rect x="60" y="56" width="112" height="68" rx="4" fill="#f4faf8" />
      <path d="M38 136h156l8 10a4 4 0 0 1-4 5H34a4 4 0 0 1-4-5z" fill="#244a4f" />
      <rect x="70" y="66" width="30" height="48" rx="4" fill="#dcebe8" />
      <circle cx="77" cy="75" r="3" fill="#2f5d62" />
      <circle cx="77" cy="86" r="3" fill="#2f5d62" />
      <circle cx="77" cy="97" r="3" fill="#ffc24d" />
      <path d="M84 75h11M84 86h9M84 97h11" stroke="#8dc0b7" strokeWidth="3" strokeLinecap="round" />
      <path d="M109 70h38M109 80h52M109 90h46" stroke="#b6d6d0" strokeWidth="4" strokeLinecap="round" />
      <rect x="136" y="101" width="26" height="12" rx="4" fill="#2f5d62" />
    </g>
  );
}

function Server({ lamp }: { readonly lamp: string }) {
  return (
    <g>
      <rect x="296" y="28" width="112" height="124" rx="10" fill="#244a4f" />
      {[40, 76, 112].map((y) => (
        <g key={y}>
          <rect x="306" y={y} width="92" height="28" rx="5" fill="#35686c" />
          <circle cx="319" cy={y + 14} r="4" fill={lamp} />
          <path d={`M334 ${y + 10}h52M334 ${y + 18}h38`} stroke="#8dc0b7" strokeWidth="3" strokeLinecap="round" />
        </g>
      ))}
    </g>
  );
}

function Cable({ colour, dash }: { readonly colour: string; readonly dash?: string }) {
  return (
    <path
      d="M186 110c44 0 30-34 60-34s18 34 50 34"
      fill="none"
      stroke={colour}
      strokeWidth="4"
      strokeLinecap="round"
      {...(dash === undefined ? {} : { strokeDasharray: dash })}
    />
  );
}

function Badge({ colour, d }: { readonly colour: string; readonly d: string }) {
  return (
    <g transform="translate(404 34)">
      <circle r="22" fill="var(--tt-sheet)" />
      <circle r="19" fill={colour} />
      <path d={d} fill="none" stroke="var(--tt-sheet)" strokeWidth="4" strokeLinecap="round" strokeLinejoin="round" />
    </g>
  );
}
