import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { googleOrder, sheetOf } from '../support/sheets-of-orders.ts';

const CSV = Buffer.from(
  `\ufeff${sheetOf(...Array.from({ length: 20 }, (_, n) => googleOrder(`o${n}`, `dömain-${n}.example`)))}`,
);
const XLSX = readFileSync(fileURLToPath(new URL('../../fixtures/sheets/libreoffice.xlsx', import.meta.url)));

let bench: Bench;
beforeAll(() => {
  bench = new Bench();
});
afterAll(() => bench.close());

/** The same damage for the same number. */
function damaged(n: number): Buffer {
  const random = (max: number, salt: number) =>
    (((n + 1) * 7919 + salt * 104_729) ^ ((n + 3) * 15_485_863)) >>> (0 % max);
  const source = n % 2 ? XLSX : CSV;
  const pick = (max: number, salt: number) => random(max, salt) % max;
  const copy = Buffer.from(source);
  switch (Math.floor(n / 2) % 5) {
    case 0:
      return copy.subarray(0, pick(copy.length, 1));
    case 1:
      for (let flip = 0; flip < 1 + (n % 9); flip += 1) {
        const at = pick(copy.length, flip + 2);
        copy[at] = (copy[at] ?? 0) ^ (1 << pick(8, flip));
      }
      return copy;
    case 2:
      return Buffer.from(copy.toString('latin1'), n % 3 ? 'utf16le' : 'utf8');
    case 3:
      return Buffer.from(Array.from({ length: 1 + pick(4_000, 5) }, (_, index) => pick(256, index)));
    default:
      return Buffer.from(
        zipSync({
          'xl/workbook.xml': zipSync({ 'sheet.csv': CSV.subarray(0, pick(CSV.length, 6)) }),
          [`x${n}.xml`]: copy,
        }),
      );
  }
}

test('200 damaged sheets: a finding or exit 5, said in words, in good time', async () => {
  const exits = new Map<number, number>();
  for (let n = 0; n < 200; n += 1) {
    writeFileSync(bench.path('sheet.csv'), damaged(n));
    const started = Date.now();
    const ran = await bench.run('check', bench.path('sheet.csv'));
    expect([0, 3, 5], `${n}: ${ran.err}`).toContain(ran.exit);
    expect(ran.err, String(n)).not.toMatch(/\n\s+at |bug in sheetorder/);
    if (ran.exit === 5) expect(ran.err, String(n)).toMatch(/sheet\.csv[\s\S]*→ \S/);
    expect(Date.now() - started, String(n)).toBeLessThan(5_000);
    exits.set(ran.exit, (exits.get(ran.exit) ?? 0) + 1);
  }
  expect(exits.get(5) ?? 0).toBeGreaterThan(50);
}, 120_000);
