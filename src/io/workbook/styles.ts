import { LOOKS, type Look } from '../../domain/worksheet.ts';
import { XML } from './xml.ts';

interface Style {
  readonly color?: string;
  readonly bold?: boolean;
  readonly size?: number;
  readonly fill?: string;
  readonly wrap?: boolean;
  /** Shown as a number; every other cell is text, so that nothing typed into it later becomes something else. */
  readonly number?: boolean;
  readonly line?: boolean;
  readonly right?: boolean;
}

/** The colours of the HTML report; every pair has a contrast of 4.5 or more. */
const STYLES: Readonly<Record<Look, Style>> = {
  text: {},
  words: { wrap: true },
  'heading of numbers': { bold: true, fill: 'E9ECF1', line: true, right: true },
  header: { bold: true, fill: 'E9ECF1', line: true },
  ours: { bold: true, color: 'FFFFFF', fill: '2F4A6D', line: true },
  error: { color: 'A11A1A', fill: 'FBC9C9' },
  warning: { color: '7A4A00', fill: 'FFE3A8' },
  note: { color: '0B4A8F', fill: 'DCEBFB' },
  good: { color: '0F6B34', fill: 'DFF5E7', bold: true },
  bad: { color: 'A11A1A', fill: 'FDE7E7', bold: true },
  wait: { color: '7A4A00', fill: 'FFF0D4', bold: true },
  doubt: { color: '6A1B9A', fill: 'F3E5FA', bold: true },
  plain: { color: '3D4651', fill: 'E9ECF1', bold: true },
  title: { bold: true, size: 16 },
  section: { bold: true, size: 12 },
  quiet: { color: '505A66' },
  number: { number: true },
  sum: { bold: true, line: true },
  'sum of numbers': { bold: true, number: true, line: true },
};

const FIRST_FONT = '<font><sz val="11"/><color rgb="FF1B1F24"/><name val="Calibri"/><family val="2"/></font>';

/** The number by which a cell names its look. */
export function styleOf(look: Look): number {
  return LOOKS.indexOf(look) + 1;
}

/** The part of a workbook that says what each look is. */
export function stylesXml(): string {
  const styles = LOOKS.map((look) => STYLES[look]);
  const fonts = styles.map(
    ({ bold, size = 11, color = '1B1F24' }) =>
      `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><color rgb="FF${color}"/><name val="Calibri"/><family val="2"/></font>`,
  );
  const fills = styles.map(({ fill }) =>
    fill
      ? `<fill><patternFill patternType="solid"><fgColor rgb="FF${fill}"/><bgColor indexed="64"/></patternFill></fill>`
      : '<fill><patternFill patternType="none"/></fill>',
  );
  return `${XML}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${[
    counted('fonts', [FIRST_FONT, ...fonts]),
    counted('fills', [
      '<fill><patternFill patternType="none"/></fill>',
      '<fill><patternFill patternType="gray125"/></fill>',
      ...fills,
    ]),
    counted('borders', [borderXml(false), borderXml(true)]),
    counted('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
    counted('cellXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>', ...styles.map(formatXml)]),
    counted('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
  ].join('')}</styleSheet>`;
}

function formatXml({ number, wrap, line, right }: Style, index: number): string {
  const format = number ? 3 : 49;
  const alignment = `<alignment vertical="top"${right || number ? ' horizontal="right" indent="1"' : ''}${wrap ? ' wrapText="1"' : ''}/>`;
  return `<xf numFmtId="${format}" fontId="${index + 1}" fillId="${index + 2}" borderId="${line ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`;
}

function borderXml(line: boolean): string {
  const bottom = line ? '<bottom style="thin"><color rgb="FFB5BDC8"/></bottom>' : '<bottom/>';
  return `<border><left/><right/><top/>${bottom}<diagonal/></border>`;
}

function counted(tag: string, items: readonly string[]): string {
  return `<${tag} count="${items.length}">${items.join('')}</${tag}>`;
}
