import { domainsWanted, type HalfOrder } from '../domain/half-order.ts';
import { majorText } from '../domain/money.ts';
import { visibleText } from '../domain/visible-text.ts';
import type { FormSheet, KnownHalf } from '../steps/form-sheet.ts';
import type { Flags } from './options.ts';
import { commandLine, placeOf } from './say-command.ts';
import { table } from './terminal/table.ts';

const MOST_SHOWN = 20;
const NAMES_SHOWN = 2;

/** How many forms wait, which, and what to do next. */
export function sayForms(
  halves: readonly HalfOrder[],
  sheet: FormSheet,
  known: (orderId: string) => KnownHalf | null,
  flags: Flags,
  width: number | null,
): string {
  if (halves.length === 0)
    return flags.quiet ? '' : 'No form waits to be filled in: nothing is paid and not configured.';
  const notes = sheet.notes.map((note) => `note: ${visibleText(note)}`);
  if (flags.quiet) return notes.join('\n');
  const domains = halves.reduce((sum, half) => sum + domainsWanted(half), 0);
  const rows = halves.slice(0, MOST_SHOWN).map((half) => lineOf(half, known));
  const more = halves.length > rows.length ? [`… and ${halves.length - rows.length} more`] : [];
  const count = `${many(halves.length, 'form')} ${halves.length === 1 ? 'waits' : 'wait'} to be filled in, for ${many(domains, 'domain')}. They are paid: filling them in costs nothing more.`;
  return [count, table(HEADER, rows, width), ...more, ...notes, nextStep(sheet, flags)].join('\n');
}

const HEADER = ['order_id', 'form', 'made', 'paid', 'what', 'domains', 'ordered as'];

function lineOf(half: HalfOrder, known: (orderId: string) => KnownHalf | null): readonly string[] {
  const ours = half.orderId ? known(half.orderId) : null;
  const wanted = domainsWanted(half);
  const names = half.domains.slice(0, NAMES_SHOWN).join(', ');
  return [
    half.orderId || '-',
    half.uuid || '-',
    half.createdAt || '-',
    half.amount ? `${majorText(half.amount)} ${half.amount.currency}` : '-',
    half.description || '-',
    `${wanted || '?'}${names ? `: ${names}${wanted > NAMES_SHOWN ? ', …' : ''}` : ''}`,
    ours ? `${ours.name} (${ours.rows})` : '-',
  ];
}

/** The sheet is a new one: only what says where the account is goes along. */
function nextStep(sheet: FormSheet, flags: Flags): string {
  const where = { ...placeOf(flags), vendor: flags.vendor };
  const file = flags.output ?? 'forms.csv';
  const save = flags.output ? '' : `save it with ${commandLine('forms', flags, ['--output', file])}, then `;
  const cells = `${many(sheet.unfilled, 'row')} of ${file}`;
  const fill = sheet.unfilled > 0 ? `fill in ${cells}` : `look ${file} over`;
  const submit = commandLine('submit', { ...where, sheets: [file] }, [
    '--results',
    file.replace(/\.\w+$/, '-results.csv'),
  ]);
  const check =
    sheet.unfilled > 0 ? `, see what is still missing with ${commandLine('check', { ...where, sheets: [file] })}` : '';
  return `Next: ${save}${fill}${check}, then ${submit}`;
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
