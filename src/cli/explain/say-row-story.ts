import type { Finding } from '../../domain/finding.ts';
import { shortKey } from '../../domain/identity.ts';
import { rowsText } from '../../domain/rows-text.ts';
import { visibleText } from '../../domain/visible-text.ts';
import type { WholeRow } from './explain-row.ts';
import { sayCells } from './say-row-cells.ts';
import { sayRequest } from './say-row-request.ts';
import { labelled, saidLines, snakeObject } from './say-story.ts';
import { BLANK, type Line, type StoryStyle, sentence } from './say-story-steps.ts';

/** What became of a row, for a person: its cells, the order they belong to, what would be sent, and what was. */
export function sayRowStory(told: WholeRow, style: StoryStyle): string {
  const { row, outcome } = told;
  const name = outcome?.name ? `order ${outcome.name}` : 'no order';
  const head = `${rowsText([row.at])}  ${name}, ${outcome?.status ?? 'not read'}`;
  const lines: readonly Line[] = [
    { text: visibleText(head), indent: 0 },
    BLANK,
    ...sayCells(row),
    BLANK,
    ...sayOrder(told),
    ...sayRequest(told, style),
    BLANK,
    ...sayLedger(told),
    ...sayNext(told),
  ];
  return saidLines(lines, style);
}

function sayOrder({ row, outcome }: WholeRow): readonly Line[] {
  const { planned, orphan } = row;
  if (!outcome) return [labelled('Order', 'None: nothing is ordered from this row.')];
  if (orphan)
    return [labelled('Order', 'None; this row belongs to no order.'), ...problems(outcome.findings, row.findings)];
  const { name, key, vendor, operation, status, errors, fix } = outcome;
  const elsewhere = (planned?.findings ?? []).filter((one) => !toldOf(row).has(one.message));
  const why =
    status === 'ready'
      ? ['It would be sent.']
      : status === 'invalid'
        ? ['It has an error, so nothing of it is sent.']
        : errors;
  return [
    labelled('Order', `${name}${key ? `, key ${shortKey(key)}` : ''}`),
    labelled('Vendor', `${vendor}, ${operation || 'operation not known'}`),
    labelled('Rows', rowsText(outcome.rows)),
    labelled(
      'Status',
      [`${status}.`, ...why.map(sentence), ...(status === 'ready' || status === 'invalid' ? [] : [fix])]
        .filter(Boolean)
        .join(' '),
    ),
    ...problems(elsewhere, []),
  ];
}

/** What was said of the row's own cells. */
function toldOf({ columns, findings }: WholeRow['row']): ReadonlySet<string> {
  return new Set([...findings, ...columns.flatMap((column) => column.findings)].map(({ message }) => message));
}

const MOST = 3;

function problems(findings: readonly Finding[], known: readonly Finding[]): readonly Line[] {
  const grave = findings.filter((one) => one.severity !== 'info' && !known.includes(one));
  const lines = grave.slice(0, MOST).map(({ severity, code, message, at }) => {
    const place = at.line > 0 ? `${rowsText([at])}: ` : '';
    return labelled('', `${place}${severity} ${code}: ${message}`);
  });
  const more =
    grave.length > MOST ? [labelled('', `and ${grave.length - MOST} more; \`sheetorder check\` tells all.`)] : [];
  const [first, ...rest] = [...lines, ...more];
  return first ? [{ ...first, text: `${'Found'.padEnd(11)}${first.text.trimStart()}` }, ...rest] : [];
}

function sayLedger({ story, sameAsSent }: WholeRow): readonly Line[] {
  if (!story) return [labelled('Sent', 'Never, as far as the ledger tells.')];
  const attempts = story.attempts === 1 ? 'once' : `${story.attempts} times`;
  const same = {
    true: ' What was sent is what would be sent now.',
    false: ' What was sent then is not what these sheets would send now.',
  };
  return [
    labelled(
      'Sent',
      `${story.attempts === 0 ? 'Never' : `Tried ${attempts}`}.${sameAsSent === null ? '' : same[`${sameAsSent}`]}`,
    ),
    ...(story.orderId ? [labelled('Order id', story.orderId)] : []),
    ...(story.code ? [labelled('Code', story.code)] : []),
    labelled('Now', story.meaning),
  ];
}

function sayNext({ story, storyCommand, next, outcome }: WholeRow): readonly Line[] {
  const steps = story && next === '' ? story.next : [];
  const key = story ? [{ text: 'The whole story of the order:', command: storyCommand }] : [];
  const own =
    next === ''
      ? []
      : [
          {
            text: outcome?.status === 'invalid' ? 'Correct the sheet, then check it again:' : 'Send it:',
            command: next,
          },
        ];
  const all = [...own, ...steps, ...key];
  return all.flatMap(({ text, command }, index) => [
    labelled(index === 0 ? 'Next' : '', text),
    ...(command ? [{ text: `    ${visibleText(command)}`, indent: 0, unbroken: true }] : []),
  ]);
}

/** The row's story as data, in the words of the other JSON reports. */
export function rowStoryJson({ row, outcome, story, sameAsSent, next }: WholeRow): string {
  const { planned, orphan, ...cells } = row;
  const payload = planned?.order.payload ?? null;
  const order = outcome && {
    key: outcome.key,
    name: outcome.name,
    status: outcome.status,
    vendor: outcome.vendor,
    operation: outcome.operation,
    rows: rowsText(outcome.rows),
    codes: outcome.codes,
    errors: outcome.errors,
    fix: outcome.fix,
    findings: outcome.findings,
  };
  const isOrdered = orphan === null && planned !== null;
  const told = {
    ...snakeObject({ what: 'row', ...cells, isOrdered, order, sameAsSent }),
    payload: payload && { digest: payload.digest, request: payload.request },
    ...snakeObject({ story, next }),
  };
  return JSON.stringify(told, null, 2);
}
