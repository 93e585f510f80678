/** Light and dark from the reader's own setting; black on white on paper. */
export const reportStyle = `
:root { --ink: #1b1f24; --paper: #ffffff; --line: #c9ced6; --soft: #f3f5f8; --ok: #1a6b3a; --warn: #7a5200; --bad: #a11212; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7eaee; --paper: #15181c; --line: #3b424c; --soft: #1f242b; --ok: #6fd39a; --warn: #f0c060; --bad: #ff9a90; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.2rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .3rem; }
small { font-weight: normal; }
.outcome { border-left: .4rem solid; padding: .6rem .9rem; background: var(--soft); }
.done { border-color: var(--ok); } .done-with-warnings { border-color: var(--warn); } .not-done { border-color: var(--bad); }
.ok { color: var(--ok); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.ok, .warn, .bad { font-weight: 600; white-space: nowrap; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
.plain { border: 1px solid var(--line); padding: 0 1.1rem; margin: 1.2rem 0; } .plain li { margin: .4rem 0; }
.facts th { width: 9rem; font-weight: 600; }
pre { margin: .3rem 0; padding: .5rem .7rem; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; } pre:empty { display: none; }
code { overflow-wrap: anywhere; }
@media (max-width: 30rem) {
  body { padding: .7rem; font-size: 15px; } .facts th { width: 6rem; }
  thead th, thead + tbody td { padding: .25rem .35rem; font-size: 13px; } thead th { overflow-wrap: normal; }
}
@page { size: A4; margin: 15mm; }
@media print {
  :root { --ink: #000; --paper: #fff; --soft: #fff; --line: #777; --ok: #000; --warn: #000; --bad: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; } pre { border: 1px solid var(--line); }
  .plain { border: 0; padding: 0; font-size: 12pt; break-after: page; }
  h2, h3 { break-after: avoid; } tr, article { break-inside: avoid-page; } thead { display: table-header-group; }
}
`;
