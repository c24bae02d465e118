import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MAIN, type Used, used } from './command.ts';
import { figureOf, ratioOf, say, short, table } from './measure.ts';
import { type ReadFloor, readFloors } from './read-floors.ts';
import { expectReady, type SheetShape, writeSheet } from './sheet.ts';

export interface ReadSizes {
  readonly rounds: number;
  /** Rows of the sheets with ten rows an order, smallest first. */
  readonly rows: readonly number[];
}

interface Case {
  readonly name: string;
  readonly shape: SheetShape;
  readonly file: string;
  readonly bytes: number;
  readonly rounds: number;
  readonly floors: readonly ReadFloor[];
  readonly checks: Used[];
  /** For each floor, its rounds. */
  readonly bare: readonly Used[][];
}

const ROWS_OF_EACH = 10;
/** Two domains: the smallest order worth a sheet, and the most orders for the rows. */
const FEW_ROWS = 4;
/** From here on a round takes so long that fewer are run, without the parsers beside it. */
const HUGE = 5_000_000;
const ROUNDS_OF_HUGE = 3;
/** The size at which other shapes are measured as well, or the largest below it. */
const SHAPED = 1_000_000;

/** The whole `check` of sheets from small to huge beside bare parsers of the same files, all of them in each round. */
export function benchRead(scratch: string, sizes: ReadSizes): string {
  const folder = mkdtempSync(join(scratch, 'read-'));
  const floors = readFloors();
  try {
    const cases = shapesOf(sizes.rows).map((shape, at) =>
      caseOf(shape, join(folder, `sheet-${at}.csv`), sizes, floors),
    );
    for (let round = 0; round < sizes.rounds; round += 1)
      for (const one of cases) if (round < one.rounds) measure(one, folder);
    const none = floors.length === 3 ? '' : '\n\nThere is no python3 here, so csv.DictReader was left out.';
    return `${sayChecks(cases)}\n\n${sayFloors(cases)}${none}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function shapesOf(rows: readonly number[]): readonly SheetShape[] {
  const shaped = rows.filter((size) => size <= SHAPED).at(-1) ?? 0;
  return rows.flatMap((size) => [
    { rows: size, rowsOfEach: ROWS_OF_EACH },
    ...(size === shaped ? [{ rows: size, rowsOfEach: FEW_ROWS }] : []),
    ...(size === shaped ? [{ rows: size, rowsOfEach: ROWS_OF_EACH, apart: true }] : []),
  ]);
}

function caseOf(shape: SheetShape, file: string, { rounds }: ReadSizes, all: readonly ReadFloor[]): Case {
  const huge = shape.rows >= HUGE;
  const floors = huge ? [] : all;
  return {
    name: `${shape.rows.toLocaleString('en-US')} rows, ${shape.rowsOfEach} an order${shape.apart ? ', far apart' : ''}`,
    shape,
    file,
    bytes: writeSheet(file, shape),
    rounds: huge ? Math.min(rounds, ROUNDS_OF_HUGE) : rounds,
    floors,
    checks: [],
    bare: floors.map(() => []),
  };
}

function measure({ shape, file, floors, checks, bare }: Case, folder: string): void {
  const results = join(folder, 'results.csv');
  const ledger = join(folder, 'ledger.sqlite');
  for (const left of [results, ledger, `${ledger}.witness.ndjson`]) rmSync(left, { force: true });
  checks.push(used({ words: [MAIN, 'check', file, '--results', results, '--ledger', ledger], cwd: folder }));
  expectReady(results, shape);
  for (const [at, floor] of floors.entries()) bare[at]?.push(floor.read(file, shape.rows, folder));
}

function sayChecks(cases: readonly Case[]): string {
  const header = [
    '`check` of',
    'MB',
    'time, s',
    'processor, s',
    'peak memory, MB',
    'µs a row',
    'against the size before',
  ];
  const rows = cases.map((one) => {
    const seconds = figureOf(one.checks.map(({ ms }) => ms / 1_000));
    return [
      one.name,
      short(one.bytes / 1e6),
      say(seconds),
      say(figureOf(one.checks.map(({ cpuMs }) => cpuMs / 1_000))),
      say(figureOf(one.checks.map(({ peakBytes }) => peakBytes / 1e6))),
      short((seconds.median * 1e6) / one.shape.rows),
      sayGrowth(one, cases),
    ];
  });
  return table(header, rows);
}

/** Against the next smaller sheet of the same shape. */
function sayGrowth(one: Case, cases: readonly Case[]): string {
  const plain = ({ shape }: Case) => shape.rowsOfEach === ROWS_OF_EACH && !shape.apart;
  const before = plain(one) ? cases.filter((other) => plain(other) && other.shape.rows < one.shape.rows).at(-1) : null;
  if (!before) return '';
  const longer = ratioOf(
    one.checks.map(({ ms }) => ms),
    before.checks.map(({ ms }) => ms),
  );
  const more = one.shape.rows / before.shape.rows;
  return `${say(longer)} × the time for ${short(more)} × the rows: ${short(longer.median / more)} a row`;
}

function sayFloors(cases: readonly Case[]): string {
  const header = ['the same file read by', 'rows', 'time, s', 'peak memory, MB', '`check` for one of these'];
  const rows = cases.flatMap(({ name, floors, checks, bare }) =>
    floors.map((floor, at) => {
      const own = bare[at] ?? [];
      const ratio = (value: (one: Used) => number) => say(ratioOf(checks.map(value), own.map(value)));
      return [
        floor.name,
        name,
        say(figureOf(own.map(({ ms }) => ms / 1_000))),
        say(figureOf(own.map(({ peakBytes }) => peakBytes / 1e6))),
        ratio(({ ms }) => ms),
        ratio(({ cpuMs }) => cpuMs),
      ];
    }),
  );
  return table([...header, 'the same in processor time'], rows);
}
