/** The colours and shapes of the site, for a page that loads nothing else. */
export const style = `
:root { color-scheme: light dark; --ground: #f3f6f5; --sheet: #fff; --line: #d9e2e0; --text: #1b2526; --dim: #566168; --accent: #2f5d62; --soft: #dcebe8; --on: #fff; }
@media (prefers-color-scheme: dark) { :root { --ground: #131a1b; --sheet: #1b2526; --line: #334243; --text: #dfe7e6; --dim: #a9b8b7; --accent: #8dc0b7; --soft: #233d3c; --on: #0c1213; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
.name { color: var(--accent); font-weight: 700; margin: 0; }
h1 { font-size: 1.7rem; font-weight: 600; line-height: 1.2; margin: 0 0 .6rem; }
h2 { font-size: 1.2rem; font-weight: 600; margin: 2rem 0 .6rem; }
nav { margin-top: 2rem; } .sheet h3:first-child { margin-top: 0; }
h3 { font-size: 1rem; font-weight: 600; margin: 1rem 0 .3rem; }
p { margin: 0 0 .8rem; }
a { color: var(--accent); }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
.sheet h2 { margin-top: 0; }
.sheet + .sheet { margin-top: .8rem; }
.dim { color: var(--dim); }
code { font: .95rem/1.7 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: break-word; }
.print-id { display: block; padding: .6rem .8rem; border-radius: .4rem; background: var(--soft); margin: .5rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .8rem; margin: 0; }
dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: 0; }
nav a { display: block; padding: .55rem .9rem; min-height: 2.75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--sheet); text-decoration: none; font-weight: 600; }
details { background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; margin-top: .6rem; }
summary { cursor: pointer; padding: .8rem 1rem; font-weight: 600; min-height: 2.75rem; }
details > div { padding: 0 1rem .6rem; }
ol { padding-left: 1.4rem; margin: .2rem 0 .6rem; } li { margin-bottom: .45rem; }
.file { font-weight: 600; overflow-wrap: anywhere; }
.mine { margin-left: .5rem; padding: .1rem .5rem; border-radius: 1rem; background: var(--accent); color: var(--on); font-size: .8rem; white-space: nowrap; }
button { font: inherit; font-weight: 600; padding: .55rem 1rem; min-height: 2.75rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--on); cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media print { nav, button { display: none; } body { background: #fff; color: #000; font-size: 11pt; } main { padding: 0; max-width: none; } details, .sheet { border-color: #999; break-inside: avoid; } details::details-content { content-visibility: visible; display: block; block-size: auto; } }
`;
