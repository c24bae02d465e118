/** An answer that says no, in the sandbox's own words. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function refuse(message: string): never {
  throw new Refusal(400, message);
}

export function readObject(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(`${name} must be an object`);
  return { ...value };
}

export function readList(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) return refuse(`${name} must be an array with at least one entry`);
  return value;
}

/** Text that must be there. */
export function readText(value: unknown, name: string, max = 2_000): string {
  if (value === undefined) return refuse(`${name} is required`);
  if (typeof value !== 'string' || value.trim() === '') return refuse(`${name} cannot be empty`);
  if (value.length > max) return refuse(`${name} can have at most ${max} characters`);
  return value;
}

/** Text that may be left out but not left empty. */
export function readOptional(value: unknown, name: string, max = 2_000): string {
  return value === undefined ? '' : readText(value, name, max);
}
