/** `Grade 5 West`, and `5 West` where the name says the grade already, as most people write it. */
export function classTitle(grade: string, name: string): string {
  const number = grade.replace(/\D+/g, '');
  return number !== '' && name.startsWith(number) ? name : `${grade} ${name}`;
}
