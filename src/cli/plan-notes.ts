import { mayBeSent, type Plan } from '../domain/plan.ts';
import { clientName } from '../domain/spending.ts';
import type { Config } from './config.ts';

/** What a person should know of a plan before it is carried out, and what no finding in a cell says. */
export function planNotes(plan: Plan, config: Config): readonly string[] {
  return [...boughtAnew(plan), ...strangers(plan, config)];
}

/** A cancelled order may be ordered again, and the same sheet does so. */
function boughtAnew(plan: Plan): string[] {
  return plan.orders.filter(mayBeSent).flatMap(({ order, record }) => {
    const [id] = record?.cancelledIds ?? [];
    if (!id) return [];
    return [
      `Order "${order.draft.name}" was bought before as ${id} and cancelled, and would be bought anew; take it out of the sheet if it is not wanted.`,
    ];
  });
}

/** A name that is not in the configuration has no budget of its own: perhaps it is only mistyped. */
function strangers(plan: Plan, { clientBudgets }: Config): string[] {
  const hasBudget = Object.values(clientBudgets).some((budget) => Object.keys(budget).length > 0);
  if (!hasBudget) return [];
  const known = new Set(Object.keys(clientBudgets).map(clientName));
  const named = plan.orders.map(({ order }) => order.draft.fields.client?.value ?? '').filter((name) => name !== '');
  const strange = [...new Set(named)].filter((name) => !known.has(clientName(name)));
  return strange.map((name) => `No budget counts the client "${name}": sheetorder.json has no client of that name.`);
}
