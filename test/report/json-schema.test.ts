import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../src/domain/plain-text.ts';
import { EVENT_SCHEMA, eventsJsonSchema } from '../../src/report/events-schema.ts';
import { renderReport } from '../../src/report/index.ts';
import { REPORT_SCHEMA, reportJsonSchema } from '../../src/report/json-schema.ts';
import { runJsonSchema } from '../../src/report/run-schema.ts';
import { ROOT, SOURCES } from '../architecture/sources.ts';
import { anyReport } from '../support/batch-reports.ts';
import { findingWith, outcomeWith, reportWith } from '../support/outcomes.ts';

const FILES = {
  'report.schema.json': reportJsonSchema(),
  'events.schema.json': eventsJsonSchema(),
  'run.schema.json': runJsonSchema(),
};
const published = (name: string) => JSON.parse(readFileSync(join(ROOT, 'docs', name), 'utf8')) as AnySchema;

/** `date-time` and `date` as RFC 3339 has them, because ajv leaves formats to others. */
function validator(name: string) {
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
  const validate = ajv.compile(published(name));
  return (value: unknown) => (validate(value) ? [] : (validate.errors ?? []));
}

/** Every object of a schema, with where it stands. */
function objectsIn(value: unknown, path = ''): readonly (readonly [string, Record<string, unknown>])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, item]) => objectsIn(item, `${path}/${name}`));
  return [[path, value as Record<string, unknown>], ...inner];
}

describe.each(Object.entries(FILES))('docs/%s', (name, made) => {
  test('is what the code makes; `npm run schemas` writes it', () => {
    expect(readFileSync(join(ROOT, 'docs', name), 'utf8')).toBe(`${JSON.stringify(made, null, 2)}\n`);
  });

  test('has a name of its own and the draft that it follows', () => {
    expect(made).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: expect.stringMatching(/^urn:sheetorder:schema:\w+:1$/),
      title: expect.stringMatching(/^sheetorder /),
      description: expect.stringMatching(/\.$/),
    });
  });

  test('says of every field what it means', () => {
    const bare = objectsIn(made).flatMap(([path, { properties }]) =>
      Object.entries((properties ?? {}) as Record<string, { description?: string; $ref?: string }>)
        .filter(([, field]) => !field.description && !field.$ref)
        .map(([field]) => `${path}/${field}`),
    );
    expect(bare).toEqual([]);
  });

  test('lets fields through that it does not know yet', () => {
    const closed = objectsIn(made).filter(([, { additionalProperties }]) => additionalProperties === false);
    expect(closed).toEqual([]);
  });
});

describe('JSON report against its schema', () => {
  const errorsIn = validator('report.schema.json');

  test('holds every report that there can be, field by field', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = renderReport(report, '.json');
        const value: unknown = JSON.parse(text);
        expect(errorsIn(value)).toEqual([]);
        // Written piece by piece, it looks as it would in one.
        expect(text).toBe(plainText(`${JSON.stringify(value, null, 2)}\n`));
        // What the schema does not name would be gone.
        expect(REPORT_SCHEMA.parse(value)).toEqual(value);
        expect(JSON.stringify(value)).not.toContain('secret-link');
      }),
      { numRuns: 150 },
    );
  });

  test('refuses what is none', () => {
    const value = JSON.parse(renderReport(reportWith(), '.json'));
    expect(errorsIn({ ...value, orders: [{ ...value.orders[0], status: 'done' }] })).not.toEqual([]);
    expect(errorsIn({ ...value, totals: { ...value.totals, orders: '3' } })).not.toEqual([]);
    expect(errorsIn({ ...value, totals: { ...value.totals, by_status: { done: value.totals.cost } } })).not.toEqual([]);
    expect(errorsIn({ ...value, at: 'today' })).not.toEqual([]);
    const { unchecked: _, ...without } = value;
    expect(errorsIn(without)).not.toEqual([]);
  });
});

describe('JSON report', () => {
  const usd = (minor: number) => ({ minor, currency: 'USD' });
  const value = JSON.parse(
    renderReport(
      reportWith({
        outcomes: [
          outcomeWith({
            client: 'Acme',
            ceiling: usd(2000),
            renewal: { every: 'month', amount: usd(1400) },
            findings: [findingWith({ fixed: 'main.example' })],
          }),
        ],
        unchecked: ['Whether the bank approves.'],
        comparison: {
          last: '2026-04-01T10:00:00.000Z',
          newest: 1000,
          orders: [
            {
              change: 'changed',
              name: 'o1',
              key: 'a'.repeat(64),
              before: { key: 'b'.repeat(64), orderId: 'ord-0', rows: 'may.csv:2' },
              differences: ['One domain more.'],
            },
          ],
        },
      }),
      '.json',
    ),
  );

  test('says whom an order is for, what it holds and what it goes on to cost', () => {
    expect(value.orders[0]).toMatchObject({
      client: 'Acme',
      domain_names: ['alpha.example', 'beta.example'],
      ceiling: { amount: '20.00', currency: 'USD' },
      renewal: { every: 'month', amount: { amount: '14.00', currency: 'USD' } },
      findings: [{ value: 'https://main.example', fix: 'Write main.example.', fixed: 'main.example' }],
    });
    expect(value.totals).toMatchObject({
      by_client: [{ client: 'Acme', orders: 1, amounts: [{ amount: '14.00', currency: 'USD' }] }],
      by_vendor: [{ vendor: 'scaledmail', orders: 1 }],
      commitment: [{ every: 'month', first: '2026-06-04', amounts: [{ amount: '14.00', currency: 'USD' }] }],
    });
  });

  test('says what no check can tell, and what differs from earlier runs', () => {
    expect(value.unchecked).toEqual(['Whether the bank approves.']);
    expect(value.comparison).toEqual({
      last: '2026-04-01T10:00:00.000Z',
      newest: 1000,
      orders: [
        {
          change: 'changed',
          order: 'o1',
          key: 'a'.repeat(16),
          before: { key: 'b'.repeat(16), order_id: 'ord-0', rows: 'may.csv:2' },
          differences: ['One domain more.'],
        },
      ],
    });
  });
});

describe('docs/json.md', () => {
  const page = readFileSync(join(ROOT, 'docs/json.md'), 'utf8');
  const examples = [...page.matchAll(/^```json\n([\s\S]*?)^```/gm)].flatMap(([, lines = '']) =>
    lines.trim().split('\n'),
  );

  test('shows every event as the program writes it', () => {
    const errorsIn = validator('events.schema.json');
    const events = examples.map((line) => JSON.parse(line) as { event: string });
    expect(events.flatMap(errorsIn)).toEqual([]);
    // What the schema does not name would be gone.
    expect(events.map((event) => EVENT_SCHEMA.parse(event))).toEqual(events);
    const kinds = EVENT_SCHEMA.options.map(({ shape }) => shape.event.value);
    expect([...new Set(events.map(({ event }) => event))].sort()).toEqual([...kinds].sort());
  });

  test('names no field of the report that there is not', () => {
    const [, text = '{}'] = /^```jsonc\n([\s\S]*?)^```/m.exec(page) ?? [];
    const known = objectsIn(reportJsonSchema()).flatMap(([, { properties }]) => Object.keys(properties ?? {}));
    const named = objectsIn(JSON.parse(text)).flatMap(([, fields]) => Object.keys(fields));
    const values = ['ready', 'invalid', ...Array.from({ length: 10 }, (_, index) => `${index}`)];
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !known.includes(name) && !values.includes(name))).toEqual([]);
  });
});

test('the program starts without the schemas', () => {
  const known = new Map(SOURCES.map((source) => [source.path, source]));
  const reached = new Set<string>();
  const visit = (path: string) => {
    const source = known.get(path);
    if (!source || reached.has(path)) return;
    reached.add(path);
    for (const [, from = ''] of source.text.matchAll(/^(?:import|export)(?! type)[^;]*?from '(\.[^']+)'/gm))
      visit(join(path, '..', from));
  };
  visit('cli/commands/check.ts');
  expect(reached.has('report/json-report.ts')).toBe(true);
  expect([...reached].filter((path) => /schema/.test(path) && path.startsWith('report/'))).toEqual([]);
});
