/** One or many, as the language counts: nought is one in French, and many in Kiswahili. */
export function pluralIn(language: string): (count: number, one: string, many: string) => string {
  const rules = new Intl.PluralRules(language);
  return (count, one, many) => (rules.select(count) === 'one' ? one : many);
}
