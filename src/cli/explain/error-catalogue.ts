import type { RulePage } from '../../domain/rule.ts';
import { CONFIDENCE } from '../../steps/vendor-page.ts';
import { EXIT } from '../exit-codes.ts';
import type { CodeFamily } from './code-families.ts';

/** The command that writes the catalogue of the project anew. */
export const RENEWING = 'sheetorder explain --output docs/errors.md';

/** Nobody else could say so. */
const OBVIOUS = 'The way this program works';

/** Every code in one place as Markdown, with an anchor each: `errors.md#sm-alias-count`. */
export function errorCatalogue(families: readonly CodeFamily[], isWhole: boolean): string {
  const count = families.reduce((sum, { pages }) => sum + pages.length, 0);
  const made = isWhole
    ? `This page is made from the code: change the code, then run \`${RENEWING}\`.`
    : 'This page is made from the code of `sheetorder`.';
  return [
    '# Every code',
    `Whatever \`sheetorder\` has to say against a command, a sheet or an order begins with a code. These are all ${count} of them: what each one looks at, why, and what to do next. \`sheetorder explain CODE\` says the same, \`sheetorder explain may.csv:14\` what became of a row, and \`sheetorder explain KEY\` what became of an order. ${made}`,
    families.map(({ title, pages }) => `- [${title}](#${anchorOf(title)}): ${pages.length}`).join('\n'),
    ...families.flatMap(familySection),
  ]
    .join('\n\n')
    .concat('\n');
}

function familySection({ title, says, pages }: CodeFamily): readonly string[] {
  const rows = pages.map(({ code, title: what }) => `| [${code}](#${anchorOf(code)}) | ${cell(what)} |`);
  return [`## ${title}`, says, ['| Code | What |', '|---|---|', ...rows].join('\n'), ...pages.map(section)];
}

function section(page: RulePage): string {
  const { code, title, checks, why, next, exit, source, sourceText, before, after } = page;
  return [
    `### ${code}`,
    `**${title}.**`,
    [
      `- **Checks:** ${checks}`,
      `- **Why:** ${why}`,
      `- **Next:** ${next}`,
      ...(exit ? [`- **Ends with:** exit code ${EXIT[exit]} (${exit})`] : []),
      ...(before ? [`- **Before:** ${example(before)}`] : []),
      ...(after ? [`- **After:** ${example(after)}`] : []),
      ...(sourceText.startsWith(OBVIOUS)
        ? []
        : [`- **Who says so:** ${source === 'ours' ? sourceText : `${CONFIDENCE[source]}: ${sourceText}`}`]),
    ].join('\n'),
  ].join('\n\n');
}

function example(text: string): string {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (line.includes('`') ? line : `\`${line}\``))
    .join(', then ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** As GitHub makes it from a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
