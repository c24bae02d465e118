import type { RulePage } from '../domain/rule.ts';

/** What a page says besides who says so. */
export type PageText = Pick<RulePage, 'code' | 'title' | 'checks' | 'why' | 'next'> &
  Partial<Pick<RulePage, 'before' | 'after'>>;

/** A page for a rule that the vendor's documents state. */
export function documented(text: PageText, sourceText: string): RulePage {
  return { ...text, source: 'vendor', sourceText };
}

/** A page for a rule that rests on what others saw in use. */
export function byObservation(text: PageText, sourceText: string): RulePage {
  return { ...text, source: 'observed', sourceText };
}

/** A page for a rule of our own caution. */
export function byUs(text: PageText, sourceText = 'Our own caution; the vendor does not ask for it.'): RulePage {
  return { ...text, source: 'ours', sourceText };
}
