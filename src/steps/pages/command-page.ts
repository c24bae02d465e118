import type { RulePage } from '../../domain/rule.ts';

/** A page for a code that ends a command before, or beside, any order. */
export function commandPage(
  code: string,
  title: string,
  exit: NonNullable<RulePage['exit']>,
  text: { readonly checks: string; readonly why: string; readonly next: string },
): RulePage {
  return { code, title, exit, source: 'ours', sourceText: 'The way this program works.', ...text };
}
