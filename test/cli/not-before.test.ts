import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf, tooEarly } from '../../src/cli/not-before.ts';
import { UsageError } from '../../src/domain/errors.ts';

const NOW = Date.parse('2027-01-30T23:30:00.250Z');

describe('--not-before', () => {
  test.each([
    ['2027-01-31T09:00Z', '2027-01-31T09:00:00Z'],
    ['2027-01-31t09:00z', '2027-01-31T09:00:00Z'],
    ['2027-01-31T09:00:30Z', '2027-01-31T09:00:30Z'],
    ['2027-01-31T09:00:30.5Z', '2027-01-31T09:00:30.500Z'],
    ['2027-01-31T01:30+02:00', '2027-01-30T23:30:00Z'],
    ['2027-01-31T01:30-05:30', '2027-01-31T07:00:00Z'],
    ['2027-01-31', '2027-01-31T00:00:00Z'],
    ['2028-02-29', '2028-02-29T00:00:00Z'],
    ['09:00', '2027-01-30T09:00:00Z'],
    [' 00:00 ', '2027-01-30T00:00:00Z'],
  ])('%s is %s', (text, instant) => {
    expect(instantOf(text, NOW)).toBe(Date.parse(instant));
  });

  test.each([
    '',
    'tomorrow',
    '9:00',
    '24:00',
    '09:60',
    '2027-02-29',
    '2027-02-30T09:00Z',
    '2027-13-01',
    '2027-01-31T24:00Z',
    '2027-01-31T09:00',
    '2027-01-31 09:00',
    '2027-01-31T09:00+24:00',
    '2027-01-31T09:00+0200',
    '2027-01-31T09:00:60Z',
    '31.01.2027',
    '1801386000',
  ])('%j is no time, and the sentence names it', (text) => {
    const say = () => instantOf(text, NOW);
    expect(say).toThrow(UsageError);
    expect(say).toThrow(`--not-before "${text}" is not a time.`);
  });

  test('every instant is read back, whatever the offset it is written with', () => {
    const minutes = fc.integer({ min: 0, max: 60_000_000 });
    const offset = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });
    fc.assert(
      fc.property(minutes, offset, (at, shift) => {
        const two = (value: number) => String(value).padStart(2, '0');
        const zone = `${shift < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(shift) / 60))}:${two(Math.abs(shift) % 60)}`;
        const local = new Date((at + shift) * 60_000).toISOString().slice(0, 16);
        expect(instantOf(`${local}${zone}`, NOW)).toBe(at * 60_000);
      }),
    );
  });

  test('says the time now, the time to come and how long that is, and nothing once it has come', () => {
    const early = tooEarly({ 'not-before': '2027-01-31T09:00Z' }, { now: () => NOW });
    expect(early).toMatchObject({ exit: 'try_later', code: 'NOT-BEFORE' });
    expect(early?.message).toBe(
      'It is 2027-01-30T23:30:00Z, and --not-before 2027-01-31T09:00Z sends nothing before 2027-01-31T09:00:00Z.',
    );
    expect(early?.hint).toBe('Run the same command again then, in 9 h 30 min.');
    const at = Date.parse('2027-01-31T09:00Z');
    expect(tooEarly({ 'not-before': '2027-01-31T09:00Z' }, { now: () => at - 1 })).not.toBeNull();
    expect(tooEarly({ 'not-before': '2027-01-31T09:00Z' }, { now: () => at })).toBeNull();
    expect(tooEarly({}, { now: () => at })).toBeNull();
  });
});
