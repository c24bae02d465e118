import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchema } from 'ajv';
import { describe, expect, test } from 'vitest';
import { configJsonSchema, configSchema, EMPTY } from '../../../src/cli/config/schema.ts';
import { FLAGS, type Flag } from '../../../src/cli/flags.ts';
import { ROOT } from '../../architecture/sources.ts';

const TEXT = readFileSync(join(ROOT, 'docs/config.schema.json'), 'utf8');
const ajv = new Ajv({ allErrors: true, strict: true });
ajv.addFormat('uri', (text: string) => URL.canParse(text));
const fits = ajv.compile(JSON.parse(TEXT) as AnySchema);

/** Every JSON example of the pages that tell of the configuration. */
function examples(page: string): readonly unknown[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```json\n(.*?)^```/gms)].map(([, body = '']) => JSON.parse(body) as unknown);
}

describe('docs/config.schema.json', () => {
  test('is what the code makes; `npm run schemas` writes it', () => {
    expect(TEXT).toBe(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  });

  test('a file that says nothing is what stands in for no file', () => {
    expect(EMPTY).toEqual(configSchema().parse({}));
  });

  test('completes exactly the flags that a file may set, each with its words', () => {
    const { properties } = configJsonSchema() as {
      properties: { defaults: { properties: Record<string, { description: string }> } };
    };
    const settable = Object.entries<Flag>(FLAGS).filter(([, { twin }]) => twin !== false);
    const told = Object.entries(properties.defaults.properties).map(([name, { description }]) => [name, description]);
    expect(told).toEqual(settable.map(([name, { describe: words }]) => [name, words]));
  });

  test('says of every setting what it means', () => {
    const bare: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { properties } = value as { properties?: Record<string, { description?: string }> };
      for (const [name, field] of Object.entries(properties ?? {})) {
        // Registrants' columns have the words of the sheets' columns.
        if (!field.description && !/registrant/.test(path)) bare.push(`${path}/${name}`);
      }
      for (const [name, inner] of Object.entries(value)) walk(inner, `${path}/${name}`);
    };
    walk(JSON.parse(TEXT), '');
    expect(bare).toEqual([]);
  });

  test.each(['README.md', 'docs/config.md'])('takes every example of %s', (page) => {
    const all = examples(page);
    expect(all.length).toBeGreaterThan(1);
    for (const example of all) expect(fits(example), JSON.stringify([example, fits.errors])).toBe(true);
  });

  test.each([
    ['a misspelt setting', { budget: {} }],
    ['a flag that no file may set', { defaults: { yes: true } }],
    ['a number as text', { defaults: { concurrency: '4' } }],
    ['an amount that is no text', { budgets: { day: 15 } }],
    ['a password in the clear', { hosting: { a: { provider: 'P', username: 'u', password: 'secret' } } }],
    ['a key in the clear', { profiles: { a: { vendors: { scaledmail: { key: 'abc' } } } } }],
    ['a profile within a profile', { profiles: { a: { defaults: { profile: 'b' } } } }],
    ['a duration without its unit', { run: { settle: '2' } }],
    ['a report of another kind', { run: { report: 'pdf' } }],
  ])('marks %s', (_, config) => {
    expect(fits(config)).toBe(false);
  });
});
