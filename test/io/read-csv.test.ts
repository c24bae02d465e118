import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SheetError, UsageError } from '../../src/domain/errors.ts';
import type { SheetTable } from '../../src/domain/row.ts';
import { type CsvOptions, readCsv } from '../../src/io/read-csv.ts';

function fixture(name: string): SheetTable {
  return readCsv(readFileSync(new URL(`../../fixtures/sheets/${name}`, import.meta.url)), name);
}

function read(text: string, options: CsvOptions = {}): SheetTable {
  return readCsv(new TextEncoder().encode(text), 'may.csv', options);
}

function refusal(bytes: Uint8Array | string): SheetError {
  try {
    readCsv(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, 'may.csv');
  } catch (error) {
    if (error instanceof SheetError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('fixtures', () => {
  test('a BOM is no part of the first header', () => {
    expect(fixture('bom.csv')).toMatchObject({
      header: ['order', 'domain', 'first_name'],
      headerLine: 1,
      delimiter: ',',
    });
  });

  test.each([
    ['semicolon.csv', ';', ['may', 'alpha.example', 'Ada', 'a,b,c']],
    ['tab.tsv', '\t', ['may', 'alpha.example', 'Ada "the first" Sample']],
    ['pipe.csv', '|', ['may', 'alpha.example', 'x;y,z']],
    ['sep-line.csv', ';', ['may', 'alpha.example']],
  ])('%s is read with its delimiter', (name, delimiter, cells) => {
    const table = fixture(name);
    expect(table.delimiter).toBe(delimiter);
    expect(table.rows.at(0)).toEqual({ line: 2, cells });
    expect(table.findings).toEqual([]);
  });

  test('a quoted newline does not move the line numbers, a blank row does', () => {
    const table = fixture('quoted-newline.csv');
    expect([...table.rows].map((row) => row.line)).toEqual([2, 4]);
    expect(table.rows.at(0)?.cells[2]).toBe('first line\nsecond line');
    expect(table.blankRows).toBe(1);
  });

  test('a row with too many cells is kept and reported, one with too few is filled up', () => {
    const table = fixture('ragged.csv');
    expect([...table.rows].map((row) => row.cells.length)).toEqual([3, 5, 3]);
    expect(table.findings).toMatchObject([{ code: 'SHEET-RAGGED', severity: 'error', at: { line: 3, cell: 'D3' } }]);
  });

  test('an unclosed quote names the row in which it opened', () => {
    const bytes = readFileSync(new URL('../../fixtures/sheets/unclosed-quote.csv', import.meta.url));
    expect(refusal(bytes)).toMatchObject({
      code: 'SHEET-QUOTE',
      message: expect.stringContaining('line 3 opens a quote'),
    });
  });
});

describe('delimiters', () => {
  test('one column alone is fine', () => {
    expect(read('domain\nalpha.example\nbeta.example\n')).toMatchObject({ delimiter: ',', header: ['domain'] });
  });

  test('known column names count for more than the number of delimiters', () => {
    expect(read('domain;notes, a, b, c\nalpha.example;x, y, z, w\n').delimiter).toBe(';');
  });

  test('quotes are seen: delimiters inside do not count', () => {
    expect(read('"order";"domain"\n"a,b,c,d";"alpha.example"\n').delimiter).toBe(';');
  });

  test('a quote in the middle of a cell does not hide the delimiter', () => {
    const table = read('order;domain;notes\nmay;alpha.example;5" x\n');
    expect(table.rows.at(0)?.cells).toEqual(['may', 'alpha.example', '5" x']);
  });

  test('an option overrides what would be found', () => {
    expect(read('a,b;c\n1,2;3\n', { delimiter: ';' }).header).toEqual(['a,b', 'c']);
    expect(read('a\tb\n1\t2\n', { delimiter: 'tab' }).header).toEqual(['a', 'b']);
    expect(() => read('a,b\n1,2\n', { delimiter: '' })).toThrow('delimiter');
  });

  test('a quoted sep line is honoured and not counted', () => {
    expect(read('"sep=|"\r\ndomain|tag\r\nalpha.example|x\r\n')).toMatchObject({ delimiter: '|', headerLine: 1 });
  });
});

describe('lines', () => {
  test.each(['\n', '\r', '\r\n'])('line end %j', (end) => {
    const table = read(['order,domain', 'may,alpha.example', '', 'may,beta.example', ''].join(end));
    expect([...table.rows].map((row) => row.line)).toEqual([2, 4]);
  });

  test('mixed line ends', () => {
    const table = read('order,domain\r\nmay,alpha.example\rmay,beta.example\nmay,gamma.example');
    expect([...table.rows].map((row) => row.cells[1])).toEqual(['alpha.example', 'beta.example', 'gamma.example']);
  });

  test('blank lines before the header are skipped but counted in line numbers', () => {
    const table = read('\n,,\norder,domain\nmay,alpha.example\n');
    expect({ ...table, rows: [...table.rows] }).toMatchObject({ headerLine: 3, rows: [{ line: 4 }], blankRows: 0 });
  });

  test('cells arrive as written', () => {
    const cells = ['007', '+14155550100', 'TRUE', '1e5', '=A1', ' x '];
    expect(read(`a,b,c,d,e,f\n${cells.join(',')}\n`).rows.at(0)?.cells).toEqual(cells);
  });

  test('names of built-in properties are ordinary headers', () => {
    const table = read('__proto__,constructor,domain\na,b,alpha.example\n');
    expect(table.header).toEqual(['__proto__', 'constructor', 'domain']);
    expect(table.rows.at(0)?.cells).toEqual(['a', 'b', 'alpha.example']);
  });

  test('empty header cells at the end give shifted values no place to hide', () => {
    expect(read('domain,tag,\nalpha.example,a,b\n').findings).toMatchObject([{ code: 'SHEET-RAGGED' }]);
    expect(read('domain,tag,,\nalpha.example,a,,\n').findings).toEqual([]);
  });
});

describe('what is refused', () => {
  test.each([
    ['', 'is empty'],
    ['\n\n', 'only blank rows'],
    ['order,domain\n', 'no rows'],
    ['order,domain\n,\n', 'no rows'],
    ['a,b\n"x"y,1\n', 'line 2 has text right after a closing quote'],
    ['a,b\n"x\n"y,1\n', 'line 2 has text right after a closing quote'],
    [`a\n${'x'.repeat(128 * 1024 + 1)}\n`, 'A2 is longer than 128 KiB'],
    [`${'a,'.repeat(512)}a\n1\n`, '513 columns'],
    ['a,b\nx\0,1\n', 'byte 6 is zero'],
  ])('%#', (text, message) => {
    const error = refusal(text);
    expect(error.message).toContain(message);
    expect(error.hint).not.toBe('');
  });

  test('text that says it is UTF-8 and is not names its line', () => {
    const error = refusal(Uint8Array.from([0xef, 0xbb, 0xbf, ...Buffer.from('domain\nalpha.example,'), 0xe9, 0x0a]));
    expect(error.message).toContain('text line 2');
    expect(error.hint).toContain('CSV UTF-8');
  });

  test('UTF-16 without its mark is named, with the flag that helps', () => {
    const error = refusal(Buffer.from('order,domain\na,alpha.example\n', 'utf16le'));
    expect(error.message).toContain('UTF-16');
    expect(error.hint).toContain('--encoding utf-16le');
  });

  test('an encoding that is not known', () => {
    expect(() => readCsv(Buffer.from('a,b\n1,2\n'), 'may.csv', { encoding: 'ebcdic' })).toThrow(UsageError);
  });
});

describe('encodings', () => {
  const SHEET = 'order,domain,first_name\na,alpha.example,Zoë “Šár”\n';
  const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
  const marked = `\ufeff${SHEET}`;

  test.each([
    ['UTF-8', Buffer.from(SHEET), 'utf-8', {}],
    ['UTF-8 with BOM', Buffer.from(marked), 'utf-8', {}],
    ['UTF-16 LE', Buffer.from(marked, 'utf16le'), 'utf-16le', {}],
    ['UTF-16 BE', swapped(Buffer.from(marked, 'utf16le')), 'utf-16be', {}],
    ['UTF-16 LE by name', Buffer.from(SHEET, 'utf16le'), 'utf-16le', { encoding: 'UTF-16LE' }],
    ['UTF-16 BE by name', swapped(Buffer.from(SHEET, 'utf16le')), 'utf-16be', { encoding: 'utf-16be' }],
    ['Windows-1252 by name', in1252(SHEET), 'windows-1252', { encoding: 'cp1252' }],
  ] as const)('%s', (_, bytes, encoding, options) => {
    const table = readCsv(bytes, 'may.csv', options);
    expect(table).toMatchObject({ encoding, header: ['order', 'domain', 'first_name'], findings: [] });
    expect(table.rows.at(0)?.cells).toEqual(['a', 'alpha.example', 'Zoë “Šár”']);
  });

  test('what is neither marked nor UTF-8 is Windows-1252, with a cell to look at', () => {
    const table = readCsv(in1252(SHEET), 'may.csv');
    expect(table.rows.at(0)?.cells[2]).toBe('Zoë “Šár”');
    expect(table.findings).toMatchObject([
      { code: 'SHEET-ENCODING', severity: 'warning', at: { line: 2, cell: 'C2' } },
    ]);
  });

  test('the cell to look at is never a password', () => {
    const table = readCsv(in1252('domain,hosting_password\nalpha.example,Šecret\n'), 'may.csv');
    expect(JSON.stringify(table.findings)).not.toContain('ecret');
  });

  function in1252(text: string): Buffer {
    const codes: Record<string, number> = { '“': 0x93, '”': 0x94, Š: 0x8a };
    return Buffer.from([...text].map((character) => codes[character] ?? character.charCodeAt(0)));
  }
});

describe('the header', () => {
  test('is looked for below a title, which is said', () => {
    const table = read('Orders of May\n\nOrder,Domain,Type,First Name\na,alpha.example,google,Ada\n');
    expect(table).toMatchObject({
      headerLine: 3,
      findings: [{ code: 'SHEET-PREAMBLE', at: { line: 1 }, value: 'Orders of May' }],
    });
    expect([...table.rows]).toEqual([{ line: 4, cells: ['a', 'alpha.example', 'google', 'Ada'] }]);
  });

  test('is where --header-row says, also when it names nothing known', () => {
    expect(read('x,y\na,b\nc,d\n', { headerRow: 2 })).toMatchObject({ header: ['a', 'b'], headerLine: 2 });
    expect(() => read('x,y\na,b\n', { headerRow: 9 })).toThrow(SheetError);
  });
});

describe('line ends', () => {
  test.each(['\n', '\r\n', '\r'])('%j and mixtures of them', (end) => {
    const text = ['order,domain', 'a,alpha.example', '', 'b,"beta\nsecond"', 'c,gamma.example'].join(end);
    for (const whole of [text, `${text}${end}`, text.replace(end, '\r\n')])
      expect([...read(whole).rows].map((row) => [row.line, ...row.cells])).toEqual([
        [2, 'a', 'alpha.example'],
        [4, 'b', 'beta\nsecond'],
        [5, 'c', 'gamma.example'],
      ]);
  });
});
