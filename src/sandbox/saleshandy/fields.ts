import type { Fields } from '../refusal.ts';

/** An object's fields; null for anything else. */
export function fieldsIn(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

/** What the vendor says of fields that it does not know. */
export function unknownIn(fields: Fields, known: readonly string[], where = ''): readonly string[] {
  return Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((name) => `${where}property ${name} should not exist`);
}

/** What is wrong with a text that must be there. */
export function textProblems(value: unknown, name: string, longest: number): readonly string[] {
  if (value === undefined || value === null || value === '') return [`${name} should not be empty`];
  if (typeof value !== 'string') return [`${name} must be a string`];
  if (value.trim() === '') return [`${name} should not be empty`];
  return value.length > longest ? [`${name} must be shorter than or equal to ${longest} characters`] : [];
}
