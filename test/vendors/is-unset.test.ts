import { describe, expect, test } from 'vitest';
import { isUnset } from '../../src/vendors/is-unset.ts';
import * as saleshandy from '../../src/vendors/saleshandy/settings.ts';
import * as scaledmail from '../../src/vendors/scaledmail/settings.ts';

test.each([undefined, null, {}])('%j sets nothing', (raw) => expect(isUnset(raw)).toBe(true));
test.each([[[]], [''], [0], [{ colour: 'red' }]])('%j is not nothing', (raw) => expect(isUnset(raw)).toBe(false));

describe.each([
  ['scaledmail', scaledmail.readSettings, scaledmail.settingsOf, { allowBuy: false }],
  ['saleshandy', saleshandy.readSettings, saleshandy.settingsOf, { schemaVerified: false }],
] as const)('the defaults of %s', (_, readSettings, settingsOf, one) => {
  test('are those of its schema, name by name and in its order', () => {
    const bySchema = readSettings(one);
    expect(JSON.stringify(readSettings(undefined))).toBe(JSON.stringify(bySchema));
    expect(JSON.stringify({ settings: settingsOf({}) })).toBe(JSON.stringify(bySchema));
    expect(bySchema).toHaveProperty('settings');
  });

  test('stand for settings that do not fit', () => {
    expect(JSON.stringify(settingsOf({ colour: 'red' }))).toBe(JSON.stringify(settingsOf({})));
    expect(readSettings([])).toHaveProperty('problems');
  });
});
