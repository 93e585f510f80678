const special = /[&<>"\ufffe\uffff]|(?![\t\n\r])\p{Cc}|\p{Cs}/gu;
const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text inside of XML: markup is shown as it was typed, what XML cannot hold is left out. */
export function xmlText(text: string): string {
  return text.replace(special, (found) => names[found] ?? '');
}
