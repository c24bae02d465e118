import type { RulePage } from '../../domain/rule.ts';
import { EXIT } from '../exit-codes.ts';
import { wrapped } from '../terminal/wrap.ts';
import type { CodeFamily } from './code-families.ts';

const WIDEST = 100;
const LABEL = 8;
const WHO = { vendor: 'Documents', observed: 'Seen in use' } as const;

/** What a code means, why it is there, who says so, and what to do. */
export function sayPage(page: RulePage, screen: number | null): string {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['Checks', page.checks],
    ['Why', page.why],
    ['Source', page.source === 'ours' ? page.sourceText : `${WHO[page.source]}: ${page.sourceText}`],
    ['Ends', page.exit && `the command ends with exit code ${EXIT[page.exit]} (${page.exit}).`],
    ['Before', page.before],
    ['After', page.after],
    ['Next', page.next],
  ];
  const said = fields.flatMap(([label, text]) => (text ? [field(label, text, screen)] : []));
  return [`${page.code}: ${page.title}`, ...said].join('\n\n');
}

function field(label: string, text: string, screen: number | null): string {
  const lines = text.split('\n').map((line) => {
    const set = ' '.repeat(LABEL) + line;
    return screen === null ? set : wrapped(set, Math.min(screen, WIDEST), LABEL);
  });
  return label.padEnd(LABEL) + lines.join('\n').slice(LABEL);
}

/** Every code of some families with its title, a line each. */
export function sayFamilies(families: readonly CodeFamily[], screen: number | null): string {
  const width = Math.max(...families.flatMap(({ pages }) => pages.map(({ code }) => code.length)));
  const blocks = families.map(({ title, pages }) =>
    [title, ...pages.map((page) => codeLine(page, width, screen))].join('\n'),
  );
  const count = families.reduce((sum, { pages }) => sum + pages.length, 0);
  const next = `${count} ${count === 1 ? 'code' : 'codes'}. Next: \`sheetorder explain CODE\` for what one means; of a whole family, \`sheetorder explain 'SM-*'\`.`;
  return [...blocks, screen === null ? next : wrapped(next, Math.min(screen, WIDEST), 0)].join('\n\n');
}

function codeLine({ code, title }: RulePage, width: number, screen: number | null): string {
  const text = `  ${code.padEnd(width)}  ${title}`;
  return screen === null ? text : wrapped(text, Math.min(screen, WIDEST), width + 4);
}
