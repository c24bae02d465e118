import type { Finding } from '../../domain/finding.ts';
import { type FindingGroup, groupFindings } from '../../domain/finding-groups.ts';
import { type BatchReport, findingsIn } from '../../domain/outcome.ts';
import type { RowPlace } from '../../domain/place.ts';
import { visibleText } from '../../domain/visible-text.ts';

/** A finding as the page's script reads it; `sheet`, `message` and `fix` are places in lists of texts. */
export interface PageFinding {
  readonly code: string;
  readonly severity: Finding['severity'];
  readonly sheet: number;
  readonly line: number;
  readonly column?: string;
  readonly cell?: string;
  readonly value?: string;
  readonly message: number;
  readonly fix?: number;
  readonly fixed?: string;
  /** Orders by their place in the list; empty for a finding that concerns none. */
  readonly orders: readonly number[];
}

export interface PageFindings {
  readonly findings: readonly PageFinding[];
  readonly texts: readonly string[];
  readonly sheets: readonly string[];
  /** Findings there are, of which the page may hold fewer. */
  readonly all: number;
  /** Orders of which a finding was left out. */
  readonly incomplete: ReadonlySet<number>;
}

const LONGEST_VALUE = 200;
const LONGEST_TEXT = 1_000;

/** All findings of a batch, each once, grouped by rule. */
export function groupsOf(report: BatchReport): readonly FindingGroup[] {
  return groupFindings(findingsIn(report));
}

/** The findings that fit into so many bytes: of each rule the first ones, before any rule has its second hundred. */
export function pageFindings(report: BatchReport, groups: readonly FindingGroup[], budget: number): PageFindings {
  const owners = ownersOf(report, groups);
  const texts = pool();
  const sheets = pool();
  const taken: { readonly group: number; readonly finding: PageFinding }[] = [];
  const incomplete = new Set<number>();
  let left = budget;
  let all = 0;
  for (const { group, finding } of inTurn(groups)) {
    all += 1;
    const orders = owners(finding);
    const page = pageFinding(finding, orders, texts.of, sheets.of, left > 0);
    if (page === null) for (const order of orders) incomplete.add(order);
    else taken.push({ group, finding: page });
    left -= page === null ? 0 : JSON.stringify(page).length + texts.grown();
  }
  const findings = taken.sort((a, b) => a.group - b.group).map(({ finding }) => finding);
  return { findings, texts: texts.list, sheets: sheets.list, all, incomplete };
}

function pageFinding(
  finding: Finding,
  orders: readonly number[],
  text: (words: string) => number,
  sheet: (label: string) => number,
  fits: boolean,
): PageFinding | null {
  if (!fits) return null;
  const { code, severity, at, value, message, fix, fixed } = finding;
  return {
    code: visibleText(code),
    severity,
    sheet: sheet(visibleText(sheetLabel(at))),
    line: at.line,
    ...(at.column === undefined ? {} : { column: visibleText(at.column) }),
    ...(at.cell === undefined ? {} : { cell: visibleText(at.cell) }),
    ...(value === '' ? {} : { value: cut(visibleText(value), LONGEST_VALUE) }),
    message: text(cut(visibleText(message), LONGEST_TEXT)),
    ...(fix ? { fix: text(cut(visibleText(fix), LONGEST_TEXT)) } : {}),
    ...(isCopyable(fixed) ? { fixed } : {}),
    orders,
  };
}

/** A correction is offered for copying only where what is seen is what is copied. */
export function isCopyable(fixed: string | undefined): fixed is string {
  return fixed !== undefined && fixed !== '' && visibleText(fixed) === fixed && fixed.length <= LONGEST_TEXT;
}

export function sheetLabel({ file, sheet }: Pick<RowPlace, 'file' | 'sheet'>): string {
  return sheet === undefined ? file : `${file}#${sheet}`;
}

/** Names sheets as the page shows them; each name is made once, since hundreds of thousands of rows may ask. */
export function sheetNames(): (place: Pick<RowPlace, 'file' | 'sheet'>) => string {
  const known = new Map<string, string>();
  return (place) => {
    const label = sheetLabel(place);
    const name = known.get(label) ?? visibleText(label);
    known.set(label, name);
    return name;
  };
}

export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

/** The first finding of each rule, then the second of each, and so on. */
function* inTurn(groups: readonly FindingGroup[]): Generator<{ readonly group: number; readonly finding: Finding }> {
  const most = groups.reduce((longest, { findings }) => Math.max(longest, findings.length), 0);
  let open = groups.map(({ findings }, group) => ({ findings, group }));
  for (let turn = 0; turn < most; turn += 1) {
    open = open.filter(({ findings }) => findings.length > turn);
    for (const { findings, group } of open) {
      const finding = findings[turn];
      if (finding) yield { group, finding };
    }
  }
}

/** The orders that have a finding themselves, or have the row on which it stands. */
function ownersOf({ outcomes }: BatchReport, groups: readonly FindingGroup[]): (finding: Finding) => readonly number[] {
  const hurt = new Set(groups.flatMap(({ findings }) => findings.map(({ at }) => rowName(at))));
  const own = new Map<string, Set<number>>();
  const add = (name: string, index: number) => {
    const known = own.get(name);
    if (known) known.add(index);
    else own.set(name, new Set([index]));
  };
  for (const [index, { findings, rows }] of outcomes.entries()) {
    for (const finding of findings) add(findingName(finding), index);
    for (const row of rows) if (hurt.has(rowName(row))) add(rowName(row), index);
  }
  return (finding) => [...new Set([...(own.get(findingName(finding)) ?? []), ...(own.get(rowName(finding.at)) ?? [])])];
}

function findingName({ code, severity, at, message }: Finding): string {
  return JSON.stringify([code, severity, message, sheetLabel(at), at.line, at.column, at.cell]);
}

function rowName(at: RowPlace): string {
  return `${sheetLabel(at)}\n${at.line}`;
}

/** Each text once; `grown` tells how many characters came since it was last asked. */
function pool() {
  const list: string[] = [];
  const places = new Map<string, number>();
  let fresh = 0;
  return {
    list,
    of: (text: string) => {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, list.length);
      fresh += text.length + 4;
      return list.push(text) - 1;
    },
    grown: () => {
      const characters = fresh;
      fresh = 0;
      return characters;
    },
  };
}
