import type { WantedState } from '../model/wanted.ts';
import type { Kit } from './kit.ts';
import { style } from './style.ts';
import { words } from './words.ts';

/** File of the authority that will follow the one in force. */
export const nextName = 'teachtrack-next-ca.crt';

type System = (typeof words.systems)[number];

/** The page as one HTML text that needs no other file but `trust.js`, and works without it. */
export function trustPage(kit: Kit, { displayName, names, addresses, tls }: WantedState, next?: Kit): string {
  const { fingerprint, systems, manyWays, check } = words;
  const lead = tls.kind === 'brought' ? words.leadBrought(displayName, kit.subject) : words.lead(displayName);
  const hosts = tls.kind === 'brought' ? names.filter((name) => !name.endsWith('.local')) : [...names, ...addresses];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(words.title)} · ${text(displayName)}</title>
<style>${style}</style>
<script src="/trust/trust.js" defer></script>
</head>
<body>
<main>
<p class="name">${text(displayName)}</p>
<h1>${text(words.title)}</h1>
<p>${text(lead)}</p>
<section class="sheet" aria-labelledby="compare">
<h2 id="compare">${text(fingerprint.title)}</h2>
<code class="print-id">${paired(kit.fingerprint)}</code>
<p class="dim">${text(fingerprint.text)}</p>
<dl><dt>${text(fingerprint.authority)}</dt><dd>${text(kit.subject)}</dd><dt>${text(fingerprint.until)}</dt><dd>${kit.validUntil.slice(0, 10)}</dd></dl>
</section>
${next === undefined ? '' : nextText(next)}<nav aria-labelledby="jump"><h2 id="jump">${text(words.jump)}</h2><ul>
${systems.map(({ id, title }) => `<li><a href="#${id}">${text(title)}</a></li>`).join('\n')}
<li><a href="#many">${text(words.many)}</a></li>
</ul></nav>
<h2>${text(words.one)}</h2>
${systems.map(systemText).join('\n')}
<h2 id="many">${text(words.many)}</h2>
<div class="sheet">
${manyWays.map(({ title, steps }) => `<h3>${text(title)}</h3>${stepsText(steps)}`).join('\n')}
</div>
<h2>${text(check.title)}</h2>
<div class="sheet">
<p>${text(check.text)}</p>
<ul>
${hosts.map((host) => `<li><a href="${text(origin(host))}">${text(origin(host))}</a></li>`).join('\n')}
</ul>
<p class="dim">${text(words.noHelp)}</p>
<button type="button" id="print" hidden>${text(words.print)}</button>
</div>
</main>
</body>
</html>
`;
}

/** An authority that will follow: whoever learns it in time sees no warning when it does. */
function nextText(next: Kit): string {
  return `<section class="sheet" aria-labelledby="next"><h2 id="next">${text(words.next.title)}</h2>
<p>${text(words.next.text)}</p><p><a class="file" href="/trust/${nextName}" download>${nextName}</a></p>
<code class="print-id">${paired(next.fingerprint)}</code></section>
`;
}

/** May break between two pairs, not inside of one. */
function paired(fingerprint: string): string {
  return text(fingerprint).replaceAll(':', ':<wbr>');
}

function systemText({ id, title, note, steps }: System): string {
  return `<details id="${id}" data-mine="${text(words.yours)}"><summary>${text(title)}</summary><div>
<p class="dim">${text(note)}</p>
${stepsText(steps)}
</div></details>`;
}

/** `@name@` is a file of the kit, to download. */
function stepsText(steps: readonly string[]): string {
  const linked = (step: string) =>
    text(step).replace(
      /@([\w.-]+)@/g,
      (_, name: string) => `<a class="file" href="/trust/${name}" download>${name}</a>`,
    );
  return `<ol>${steps.map((step) => `<li>${linked(step)}</li>`).join('')}</ol>`;
}

function origin(host: string): string {
  return `https://${host.includes(':') ? `[${host}]` : host}/`;
}

function text(content: string): string {
  return content.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Opens what fits the device, and what a link leads to; prints with everything open. */
export const trustScript = `(() => {
  const agent = navigator.userAgent;
  const touch = navigator.maxTouchPoints > 1;
  const mine = /CrOS/.test(agent) ? 'chromebook' : /Android/.test(agent) ? 'android' : /iPhone|iPad/.test(agent) || (/Macintosh/.test(agent) && touch) ? 'apple' : /Macintosh/.test(agent) ? 'mac' : /Windows/.test(agent) ? 'windows' : /Linux/.test(agent) ? 'linux' : '';
  const all = [...document.querySelectorAll('details')];
  const open = (id) => { const found = document.getElementById(id); if (found && 'open' in found) found.open = true; };
  const own = document.getElementById(mine);
  if (own) {
    own.open = true;
    const sign = document.createElement('span');
    sign.className = 'mine';
    sign.textContent = own.dataset.mine;
    own.firstElementChild.append(sign);
  }
  const follow = () => open(location.hash.slice(1));
  addEventListener('hashchange', follow);
  follow();
  addEventListener('beforeprint', () => all.forEach((one) => { one.open = true; }));
  const button = document.getElementById('print');
  button.hidden = false;
  button.addEventListener('click', () => print());
})();
`;
