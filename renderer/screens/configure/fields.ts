import { answersSchema } from '../../../installer/contract/answers.ts';
import { addressSchema, nameSchema, portSchema, sourceSchema } from '../../../installer/contract/shapes/typed.ts';
import type { Subnet } from './subnets-editor.tsx';

/** A value that was understood, or the sentence's second half that says why not. */
export type Read<T> =
  | { readonly value: T }
  | { readonly value?: undefined; readonly of: string; readonly problem: string };

type Schema<T> = {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: { issues: readonly { message: string }[] } };
};

export function readOne<T>(schema: Schema<T>, text: string): Read<T> {
  const parsed = schema.safeParse(text);
  return parsed.success ? { value: parsed.data } : { of: shown(text), problem: parsed.error.issues[0]?.message ?? '' };
}

/** One a line; commas, semicolons and spaces part them too. */
export function readMany(schema: Schema<string>, text: string, most = 20): Read<readonly string[]> {
  const values: string[] = [];
  for (const part of text.split(/[\s,;]+/).filter((piece) => piece !== '')) {
    const one = readOne(schema, part);
    if (one.value === undefined) return one;
    if (!values.includes(one.value)) values.push(one.value);
  }
  if (values.length > most) return { of: `${values.length}`, problem: `are more than ${most}` };
  return { value: values };
}

/** Subnets and addresses. */
export const readSources = (text: string) => readMany(sourceSchema, text, 50);
export const readNames = (text: string) => readMany(nameSchema, text);
/** A port as it is typed. */
const portText: Schema<string> = {
  safeParse(value) {
    const parsed = portSchema.safeParse(/^\d+$/.test(String(value)) ? Number(value) : Number.NaN);
    return parsed.success ? { success: true, data: String(parsed.data) } : parsed;
  },
};

export function readPorts(text: string): Read<readonly number[]> {
  const read = readMany(portText, text);
  return read.value === undefined ? read : { value: read.value.map(Number) };
}

export const readAddresses = (text: string) => readMany(addressSchema, text);

const administrator = answersSchema.shape.administrator.unwrap().shape;
export const readUserName = (text: string) => readOne(administrator.userName.unwrap(), text.trim());
export const readFullName = (text: string) => readOne(administrator.fullName.unwrap(), text);
export const readDisplayName = (text: string) => readOne(answersSchema.shape.displayName.unwrap(), text);

const subnet = answersSchema.shape.raisedSubnets.unwrap().element.shape;

/** The problem of each row by its place; none when all are understood. Rows that are empty count as not there. */
export function subnetProblems(rows: readonly Subnet[]): ReadonlyMap<string, { cidr?: string; label?: string }> {
  const problems = new Map<string, { cidr?: string; label?: string }>();
  for (const row of rows.filter((one) => !isBlank(one))) {
    const cidr = readOne(subnet.cidr, row.cidr.trim());
    const label = readOne(subnet.label, row.label);
    if (cidr.value !== undefined && label.value !== undefined) continue;
    problems.set(row.id, {
      ...(cidr.value === undefined ? { cidr: said(cidr) } : {}),
      ...(label.value === undefined ? { label: said(label) } : {}),
    });
  }
  return problems;
}

function said({ of, problem }: { readonly of: string; readonly problem: string }): string {
  return of === '' ? problem : `“${of}” ${problem}`;
}

export function isBlank({ cidr, label }: Subnet): boolean {
  return cidr.trim() === '' && label.trim() === '';
}

export function zones(current: string): readonly string[] {
  const all = Intl.supportedValuesOf('timeZone');
  return all.includes(current) ? all : [current, ...all];
}

function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
