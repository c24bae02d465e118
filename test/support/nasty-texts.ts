import fc from 'fast-check';

const PIECE = fc.oneof(
  fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    "'",
    '"',
    ',',
    ';',
    '\n',
    '\r\n',
    '\r',
    '\t',
    ' ',
    '\u00a0',
    '_',
    '<',
    '&',
    ']]>',
    '|',
  ),
  fc.constantFrom(
    '_x0041_',
    '_x000D_',
    '_x',
    '&amp;',
    '\u0001',
    '\u001f',
    '\u007f',
    '\u0085',
    '\ufeff',
    '\u200b',
    '\u202e',
  ),
  fc.constantFrom(
    '00123',
    '1e5',
    '14155550100',
    '123456789012345678901',
    'TRUE',
    '2026-05-04',
    'é',
    'ß',
    '日本',
    '👩‍🔧',
    '\u0301',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

/** A cell that someone could have, and that a careless writer or reader would change; no sheet with a zero character is read. */
export const nastyText = fc.array(PIECE, { maxLength: 5 }).map((pieces) => pieces.join('').replaceAll('\0', ''));

/** Rows of three such cells, each with a first cell that makes it no blank row. */
export const nastyRows = fc
  .array(fc.tuple(nastyText, nastyText, nastyText), { minLength: 1, maxLength: 6 })
  .map((rows) => rows.map(([a, b, c]) => [`x${a}`, b, c]));
