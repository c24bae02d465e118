import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LedgerError } from '../../../src/domain/errors.ts';
import type { NewEntry } from '../../../src/domain/ledger-entry.ts';
import type { Ledger } from '../../../src/domain/ports.ts';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { Witness } from '../../../src/io/sqlite/witness.ts';
import { systemClock } from '../../../src/io/system-clock.ts';
import { entriesOf } from '../../support/entries.ts';

const ACCOUNT = 'scaledmail sandbox org_test';
const A = entriesOf('a'.repeat(64));
const ALPHA = { domains: ['alpha.example'], claims: ['alpha.example'] };
const SNAPSHOT: NewEntry = { type: 'snapshot', account: ACCOUNT, batch: 'b', orderIds: [], forms: [] };

let folder: string;
let path: string;
let open: Ledger[];

function ledger(): Ledger {
  const opened = openLedger(path, systemClock);
  open.push(opened);
  return opened;
}

function closeAll(): void {
  for (const one of open.splice(0)) one.close();
}

function seqs(): readonly number[] {
  return [...readFileSync(`${path}.witness.ndjson`, 'utf8').matchAll(/^\{"seq":(\d+),"sum"/gm)].map((m) =>
    Number(m[1]),
  );
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-witness-'));
  path = join(folder, 'ledger.sqlite');
  open = [];
});
afterEach(() => {
  closeAll();
  rmSync(folder, { recursive: true, force: true });
});

describe('the witness', () => {
  const witness = () => `${path}.witness.ndjson`;

  test('is caught up from a hole that a power cut tore into lines that were written together', () => {
    const first = ledger();
    first.append(SNAPSHOT);
    first.appendAll([{ entry: SNAPSHOT }, { entry: SNAPSHOT }, { entry: SNAPSHOT }]);
    closeAll();
    const lines = readFileSync(witness(), 'utf8').split('\n');
    const torn = lines.map((line, at) => (at === 2 ? '\0'.repeat(line.length) : line));
    writeFileSync(witness(), torn.join('\n'));
    const again = ledger();
    expect(again.verify()).toEqual([]);
    expect(seqs()).toEqual([1, 3, 4, 2, 3, 4]);
    again.append(SNAPSHOT);
    closeAll();
    expect(ledger().verify()).toEqual([]);
    expect(seqs()).toEqual([1, 3, 4, 2, 3, 4, 5]);
  });

  test('is caught up when it is behind, torn or missing', () => {
    const one = ledger();
    for (const entry of [A.claimed(ALPHA), A.started(), A.answered()]) one.append(entry);
    closeAll();
    const whole = readFileSync(witness(), 'utf8');
    for (const damage of [
      whole.slice(0, -40),
      `${whole.split('\n').slice(0, 2).join('\n')}\n`,
      '',
      whole.slice(0, 20),
    ]) {
      writeFileSync(witness(), damage);
      const again = ledger();
      expect(again.verify(), damage.slice(0, 60)).toEqual([]);
      closeAll();
    }
    rmSync(witness());
    expect(ledger().verify()).toEqual([]);
  });

  test('is found past a line that is longer than what is read first', () => {
    const one = ledger();
    const orderIds = Array.from({ length: 40_000 }, (_, n) => `recEXAMPLE${n}`);
    one.append({ type: 'snapshot', account: ACCOUNT, batch: 'b', orderIds, forms: [] });
    closeAll();
    const { size } = statSync(witness());
    expect(size).toBeGreaterThan(512 * 1024);
    ledger();
    expect(statSync(witness()).size).toBe(size);
  });

  test('of another ledger is refused', () => {
    ledger().append(A.claimed(ALPHA));
    closeAll();
    rmSync(path);
    renameSync(witness(), `${folder}/kept`);
    ledger().append(A.claimed(ALPHA));
    closeAll();
    renameSync(`${folder}/kept`, witness());
    expect(() => openLedger(path, systemClock)).toThrow(LedgerError);
  });

  test('has all entries when two connections append in turn', () => {
    const one = ledger();
    const two = ledger();
    for (let round = 0; round < 5; round += 1) {
      one.append(SNAPSHOT);
      two.append(SNAPSHOT);
    }
    expect(new Set(seqs())).toEqual(new Set(Array.from({ length: 10 }, (_, n) => n + 1)));
    expect([...one.all()].map((entry) => entry.seq)).toEqual([...two.all()].map((entry) => entry.seq));
    expect(one.verify()).toEqual([]);
    closeAll();
    expect(ledger().verify()).toEqual([]);
  });

  test('has no gap where another process died between its commit and its line', () => {
    const one = ledger();
    const before = readFileSync(witness(), 'utf8');
    const two = ledger();
    two.append(SNAPSHOT);
    writeFileSync(witness(), before);
    one.append(SNAPSHOT);
    expect(seqs()).toEqual([1, 2]);
    expect(one.verify()).toEqual([]);
  });

  test('loses no line to one that another process tore', () => {
    const one = ledger();
    one.append(SNAPSHOT);
    appendFileSync(witness(), '{"seq":2,"su');
    one.append(SNAPSHOT);
    one.append(SNAPSHOT);
    expect(seqs()).toEqual([1, 2, 3]);
    expect(one.verify()).toEqual([]);
    closeAll();
    expect(ledger().verify()).toEqual([]);
  });

  test('tells verify of a line that was taken out, and not of one that is still to come', () => {
    const one = ledger();
    for (let n = 0; n < 3; n += 1) one.append(SNAPSHOT);
    const lines = readFileSync(witness(), 'utf8').split('\n');
    writeFileSync(witness(), lines.filter((line) => !line.startsWith('{"seq":3,')).join('\n'));
    expect(one.verify()).toEqual([]);
    writeFileSync(witness(), lines.filter((line) => !line.startsWith('{"seq":2,')).join('\n'));
    expect(one.verify()).toEqual(['Entry 2 is not in the witness.']);
  });

  test('is never shortened by opening', () => {
    ledger().append(SNAPSHOT);
    closeAll();
    appendFileSync(witness(), '{"seq":2,"su');
    const torn = readFileSync(witness(), 'utf8');
    ledger().append(SNAPSHOT);
    expect(readFileSync(witness(), 'utf8').startsWith(torn)).toBe(true);
    expect(seqs()).toEqual([1, 2]);
  });

  test('can be read only by its owner again, after a copy that others could read', () => {
    ledger();
    closeAll();
    chmodSync(witness(), 0o644);
    ledger();
    expect(statSync(witness()).mode & 0o777).toBe(0o600);
  });

  test('tells what it holds without the database, and refuses one that differs', () => {
    const database = (body: string) => ({ line: () => body, after: () => [] });
    const one = Witness.open(witness(), 'id', { line: () => null, after: () => [{ seq: 1, body: '{"n":1}' }] });
    expect(one.through).toBe(1);
    one.close();
    Witness.open(witness(), 'id', database('{"n":1}')).close();
    expect(() => Witness.open(witness(), 'id', database('{"n":2}'))).toThrow(LedgerError);
    expect(() => Witness.open(witness(), 'other', database('{"n":1}'))).toThrow(LedgerError);
  });
});
