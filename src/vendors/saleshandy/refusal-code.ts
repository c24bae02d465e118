const UNKNOWN_FIELD = /\bproperty \S+ should not exist\b/;

const CAUSES = [
  { code: 'SHO-CREDITS', words: /\bcredits?\b/i },
  { code: 'SHO-ZIP', words: /\b(zip|postal|post)[ _-]?codes?\b|\bzip\b/i },
] as const;

/**
 * The code for a refusal whose every complaint is of one known cause, or of which one is of a field's name; it only names
 * what was refused already.
 */
export function refusalCode(reason: string): string | null {
  const complaints = reason.split('; ').filter((text) => text.trim() !== '');
  if (complaints.length === 0) return null;
  if (complaints.some((text) => UNKNOWN_FIELD.test(text))) return 'SH-NO-EXTRA';
  return CAUSES.find(({ words }) => complaints.every((text) => words.test(text)))?.code ?? null;
}
