/**
 * Covers text by text, because a covered line need not be JSON any more where a secret is a number. `own` names fields that
 * hold words which the program itself chose.
 */
export function coveredLeaves(
  value: unknown,
  cover: (text: string) => string,
  own: ReadonlySet<string>,
  field = '',
): unknown {
  if (typeof value === 'string') return own.has(field) ? value : cover(value);
  if (Array.isArray(value)) return value.map((item) => coveredLeaves(item, cover, own, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, coveredLeaves(item, cover, own, name)]));
}
