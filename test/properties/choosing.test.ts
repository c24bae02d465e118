import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ORDER_BY, type OrderBy } from '../../src/domain/order-by.ts';
import type { Plan, PlannedOrder } from '../../src/domain/plan.ts';
import { inTurn } from '../../src/steps/in-turn.ts';
import { planOfRows, rowsToChooseFrom } from '../support/choosing.ts';

const lines = (orders: Plan['leftOut'] = []) => orders.flatMap(({ draft }) => draft.rows.map(({ line }) => line));
const chosenLines = ({ orders }: Plan) => lines(orders.map(({ order }) => order));
const told = ({ order, action, findings }: PlannedOrder) => ({
  name: order.draft.name,
  key: order.key,
  digest: order.payload?.digest,
  action,
  findings,
});
const domainsOf = ({ order }: PlannedOrder) => order.checked?.domains.length ?? order.draft.domains.length;
const priceOf = ({ order }: PlannedOrder) => order.checked?.price?.minor ?? null;

const choice = fc.oneof(
  fc.record({ column: fc.constant('client'), values: fc.subarray(['ACME', ' birch', ''], { minLength: 1 }) }),
  fc.record({ column: fc.constant('order'), values: fc.subarray(['One', 'two', 'none'], { minLength: 1 }) }),
  fc.record({ column: fc.constant('domain'), values: fc.constantFrom(['d1.example'], ['D2.example', 'd3.example']) }),
  fc.record({ column: fc.constant('mailbox_type'), values: fc.constantFrom(['google'], ['Outlook']) }),
  fc.record({ column: fc.constant('alias'), values: fc.constantFrom(['ADA'], ['', 'cy']) }),
);
const choices = fc.array(choice, { minLength: 1, maxLength: 2 });

describe('--where', () => {
  test('divides the orders of a batch: each is taken whole or left out whole, and no row is lost', () => {
    fc.assert(
      fc.property(rowsToChooseFrom, choices, (rows, chosen) => {
        const [all, some] = [planOfRows(rows), planOfRows(rows, { choices: chosen })];
        const taken = new Set(chosenLines(some));
        expect(lines(some.leftOut).filter((line) => taken.has(line))).toEqual([]);
        expect([...chosenLines(some), ...lines(some.leftOut)].sort()).toEqual(chosenLines(all).sort());
        expect(some.orphans).toEqual(all.orphans);
      }),
    );
  });

  test('changes nothing about the orders that are taken: neither key, nor payload, nor what is said of them', () => {
    fc.assert(
      fc.property(rowsToChooseFrom, choices, (rows, chosen) => {
        const names = new Set(planOfRows(rows, { choices: chosen }).orders.map(({ order }) => order.draft.name));
        const all = planOfRows(rows).orders.filter(({ order }) => names.has(order.draft.name));
        expect(planOfRows(rows, { choices: chosen }).orders.map(told)).toEqual(all.map(told));
      }),
    );
  });

  test('takes an order exactly when one of its rows has the value, as the sheet says', () => {
    const named = rowsToChooseFrom.map((rows) => rows.map((row) => [row[0] || 'five', ...row.slice(1)]));
    fc.assert(
      fc.property(named, fc.constantFrom('client', 'domain', 'alias'), (rows, column) => {
        const at = { client: 1, domain: 4, alias: 7 }[column];
        const value = { client: 'ACME', domain: 'D3.example', alias: 'ada' }[column];
        const has = (row: readonly string[]) => row[at]?.trim().toLowerCase() === value.toLowerCase();
        // Where rows name two clients, the order is invalid, and its first one counts.
        const first = (name = '') => rows.find((row) => row[0] === name && row[1] !== '') ?? [];
        const wanted = rows.filter((row) => (column === 'client' ? has(first(row[0])) : has(row)));
        const plan = planOfRows(rows, { choices: [{ column, values: [value] }] });
        const taken = plan.orders.map(({ order }) => order.draft.name);
        expect(taken.sort()).toEqual([...new Set(wanted.map((row) => row[0]))].sort());
      }),
    );
  });

  test('says nothing of rows that are left out, and everything else that was said of the sheets', () => {
    fc.assert(
      fc.property(rowsToChooseFrom, choices, (rows, chosen) => {
        const [all, some] = [planOfRows(rows), planOfRows(rows, { choices: chosen })];
        const out = new Set(lines(some.leftOut));
        expect(some.sheetFindings).toEqual(all.sheetFindings.filter(({ at }) => !out.has(at.line)));
      }),
    );
  });

  test('leaves the whole budget to the orders that are taken', () => {
    const rows = ['one', 'two'].map((name, index) => rowOf(name, name, `d${index}.example`));
    const budgets = [{ name: 'may', limit: 700, window: 'run', client: null } as const];
    const actions = ({ orders }: Plan) => orders.map(({ order, action }) => `${order.draft.name} ${action.do}`);
    expect(actions(planOfRows(rows, { budgets }))).toEqual(['one send', 'two skip']);
    const choices = [{ column: 'client', values: ['two'] }];
    expect(actions(planOfRows(rows, { budgets, choices }))).toEqual(['two send']);
  });

  test('does not hide that a domain is in two orders, one of which is left out', () => {
    const rows = ['one', 'two'].map((name) => rowOf(name, name, 'd1.example'));
    const { orders } = planOfRows(rows, { choices: [{ column: 'client', values: ['two'] }] });
    expect(orders.map(({ action, findings }) => [action.do, findings.map(({ code }) => code)])).toEqual([
      ['reject', ['DUP-DOMAIN-BATCH']],
    ]);
  });
});

function rowOf(order: string, client: string, domain: string): readonly string[] {
  return [order, client, 'create-custom-order', 'scaledmail', domain, 'google', 'main.example', ''];
}

describe('--order-by', () => {
  const by = fc.constantFrom(...ORDER_BY);
  const weight = (planned: PlannedOrder, orderBy: OrderBy): number | null => {
    const own = orderBy.endsWith('price') ? priceOf(planned) : domainsOf(planned);
    return own === null ? null : orderBy.startsWith('-') ? -own : own;
  };

  test('loses nothing, puts unknown prices last, and keeps alike orders as the sheet has them', () => {
    fc.assert(
      fc.property(rowsToChooseFrom, by, (rows, orderBy) => {
        const { orders } = planOfRows(rows);
        const turns = inTurn(orders, orderBy, ({ order }) => order);
        expect(new Set(turns)).toEqual(new Set(orders));
        if (orderBy === 'sheet') expect(turns).toEqual(orders);
        turns.slice(1).forEach((next, index) => {
          const before = turns[index];
          if (!before || orderBy === 'sheet') return;
          const [a, b] = [weight(before, orderBy), weight(next, orderBy)];
          if (a === b) expect(orders.indexOf(before)).toBeLessThan(orders.indexOf(next));
          else expect(b === null || (a !== null && a < b)).toBe(true);
        });
      }),
    );
  });

  test('leaves the orders of a plan where the sheet has them, and changes nothing but who finds room', () => {
    const limit = fc.constantFrom(700, 1_400, 2_100, 3_500);
    fc.assert(
      fc.property(rowsToChooseFrom, by, limit, (rows, orderBy, most) => {
        const budgets = [{ name: 'may', limit: most, window: 'run', client: null } as const];
        const [plain, turned] = [planOfRows(rows), planOfRows(rows, { orderBy, budgets })];
        const bare = (plan: Plan) => plan.orders.map((one) => ({ ...told(one), action: null }));
        expect(bare(turned)).toEqual(bare(plain));
        const sendable = plain.orders.filter(({ action }) => action.do === 'send');
        let left = most;
        const fits = new Set<string>();
        for (const one of inTurn(sendable, orderBy, ({ order }) => order)) {
          const price = priceOf(one);
          if (price === null || price > left) continue;
          left -= price;
          fits.add(one.order.key);
        }
        const sent = turned.orders.filter(({ action }) => action.do === 'send').map(({ order }) => order.key);
        expect(new Set(sent)).toEqual(fits);
      }),
    );
  });
});
