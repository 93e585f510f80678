/** Teachers at once as a person types them; undefined where it is no such number. */
export function readUsers(text: string): number | undefined {
  const plain = text.trim().replace(/(?<=\d)[ ,](?=\d{3}\b)/g, '');
  const number = /^\d{1,4}$/.test(plain) ? Number(plain) : 0;
  return number >= 1 && number <= 2_500 ? number : undefined;
}

export function readMinutes(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  const number = /^\d{1,2}(\.\d{1,3})?$/.test(plain) ? Number(plain) : 0;
  return number > 0 && number <= 60 ? number : undefined;
}
