import type { RulePage } from '../../../domain/rule.ts';
import { documented, type PageText } from '../../rule-page.ts';

export { byObservation, byUs } from '../../rule-page.ts';

/** A page for a rule that the vendor's documents state, most of them in one place. */
export function byVendor(
  text: PageText,
  sourceText = "The vendor's page for Purchase Email Infrastructure.",
): RulePage {
  return documented(text, sourceText);
}
