import { CHANGES, type Change } from '../domain/comparison.ts';
import { type FindingGroup, groupFindings } from '../domain/finding-groups.ts';
import { type BatchReport, findingsIn } from '../domain/outcome.ts';
import { sayPlace } from '../domain/say-place.ts';
import { cells, code, counted, fitting, prose, tableOf } from './markdown.ts';

const CHANGE_WORDS = {
  new: 'new',
  changed: 'changed since, would be bought anew',
  already_placed: 'placed already',
  in_doubt: 'may have been placed',
  not_placed_yet: 'not placed yet',
  gone: 'in these sheets no more',
} satisfies Record<Change, string>;

const NUMBERS = new Set(['Rows', 'Blank rows']);
const PLACES_AT_ONCE = 3;
const PLACES_SHOWN = 100;

export function listSection(title: string, sentences: readonly string[], room: number): string {
  if (sentences.length === 0) return '';
  const { lines, rest } = fitting(
    sentences.map((sentence) => `- ${prose(sentence, 500)}`),
    room - 200,
  );
  return [
    `### ${title}`,
    '',
    ...lines,
    ...(rest > 0 ? [`- And ${rest} more; the .json report lists them all.`] : []),
  ].join('\n');
}

/** How these sheets differ from what earlier runs sent: counts, and each order that changed. */
export function comparisonSection({ comparison }: BatchReport, room: number): string {
  if (!comparison) return '';
  const counts = CHANGES.flatMap((change) => {
    const count = comparison.orders.filter((one) => one.change === change).length;
    return count === 0 ? [] : [`${count} ${CHANGE_WORDS[change]}`];
  });
  const changed = comparison.orders.filter(({ change }) => change === 'changed' || change === 'gone');
  const told = changed.map(
    ({ change, name, differences }) =>
      `- ${code(name, 80)}: ${change === 'gone' ? CHANGE_WORDS.gone : prose(differences.join(' '), 400)}`,
  );
  const { lines, rest } = fitting(told, room - 600);
  const more = rest > 0 ? [`- And ${rest} more; the .json report lists them all.`] : [];
  return [
    '### Against earlier runs',
    '',
    `Last sent ${code(comparison.last, 40)}: ${counts.join(', ')}.`,
    ...(told.length > 0 ? ['', ...lines, ...more] : []),
  ].join('\n');
}

/** By rule, errors first: the first places at once, the rest folded. Rules that do not fit are counted. */
export function findingsSection(report: BatchReport, room: number): string {
  const groups = groupFindings(findingsIn(report));
  if (groups.length === 0) return '';
  const texts: string[] = [];
  let left = room - 200;
  for (const [index, group] of groups.entries()) {
    // Every rule that is still to come may have its first line.
    const text = groupText(group, Math.max(left / (groups.length - index), 1_500));
    if (text.length > left) break;
    texts.push(text);
    left -= text.length + 2;
  }
  const rest = groups.length - texts.length;
  const more = rest > 0 ? [`And ${counted(rest, 'more rule')} with findings; the .json report lists them all.`] : [];
  return ['### Findings by rule', ...texts, ...more].join('\n\n');
}

/** The first finding's words speak for all; a place says more only where it has words of its own. */
function groupText({ code: rule, severity, findings }: FindingGroup, room: number): string {
  const [first] = findings;
  if (!first) return '';
  const fix = first.fix ? ` → ${prose(first.fix)}` : '';
  const said = `${prose(first.message)}${fix}`;
  if (findings.length === 1) return `**${severity}** ${code(rule, 60)} at ${code(sayPlace(first.at), 160)}: ${said}`;
  const line = ({ at, message, fix: own }: typeof first) => {
    const same = message === first.message && own === first.fix;
    return `- ${code(sayPlace(at), 160)}${same ? '' : `: ${prose(message)}${own ? ` → ${prose(own)}` : ''}`}`;
  };
  const head = `**${severity}** ${code(rule, 60)}, ${findings.length} times: ${said}`;
  const open = fitting(findings.slice(0, PLACES_AT_ONCE).map(line), room - head.length);
  const left = room - head.length - open.lines.join('\n').length - 300;
  const folded = fitting(findings.slice(open.lines.length, PLACES_SHOWN).map(line), left).lines;
  const rest = findings.length - open.lines.length - folded.length;
  const untold = rest > 0 ? [`- And ${counted(rest, 'more place')}; the .json report lists them all.`] : [];
  if (folded.length === 0) return [head, '', ...open.lines, ...untold].join('\n');
  return [
    ...[head, '', ...open.lines, ''],
    `<details><summary>${counted(findings.length - open.lines.length, 'more place')}</summary>`,
    ...['', ...folded, ...untold, '', '</details>'],
  ].join('\n');
}

export function sheetsSection({ sheets }: BatchReport, room: number): string {
  const odd = sheets.filter(({ blankRows, unknownColumns }) => blankRows > 0 || unknownColumns.length > 0);
  if (odd.length === 0) return '';
  const rows = odd.map(({ file, rows: count, blankRows, unknownColumns }) =>
    cells([
      code(file, 80),
      count,
      blankRows,
      unknownColumns
        .slice(0, 20)
        .map((name) => code(name, 60))
        .join(' '),
    ]),
  );
  const { lines, rest } = fitting(rows, room - 300);
  const more = rest > 0 ? ['', `And ${counted(rest, 'more sheet')}; the .json report lists them all.`] : [];
  if (lines.length === 0) return '';
  return [
    '### Sheets',
    '',
    ...tableOf(['Sheet', 'Rows', 'Blank rows', 'Columns not used'], lines, NUMBERS),
    ...more,
  ].join('\n');
}
