import { majorText, sumMoney } from '../../domain/money.ts';
import { mayBeSent, type Plan } from '../../domain/plan.ts';
import { clientName } from '../../domain/spending.ts';
import type { Config } from '../config/config.ts';

/** What a person should know of a plan before it is carried out, and what no finding in a cell says. */
export function planNotes(plan: Plan, config: Config): readonly string[] {
  return [...boughtAnew(plan), ...ceilings(plan), ...strangers(plan, config)];
}

/** A cancelled order may be ordered again, and the same sheet does so. */
function boughtAnew(plan: Plan): string[] {
  return plan.orders.filter(mayBeSent).flatMap(({ order, record }) => {
    const [id] = record?.cancelledIds ?? [];
    if (!id) return [];
    return [
      `Order "${order.name}" was bought before as ${id} and cancelled, and would be bought anew; take it out of the sheet if it is not wanted.`,
    ];
  });
}

/** What is asked for right before it is sent has no price yet, and only a ceiling. */
function ceilings(plan: Plan): string[] {
  const orders = plan.orders.filter(mayBeSent).filter(({ order }) => !order.checked?.price && order.checked?.ceiling);
  const most = sumMoney(orders.flatMap(({ order }) => order.checked?.ceiling ?? []));
  if (!most) return [];
  const what = orders.length === 1 ? `Order "${orders[0]?.order.name}" costs` : `${orders.length} orders cost`;
  return [
    `${what} at most ${majorText(most)} ${most.currency}: the vendor is asked right before, and what is dearer is not bought.`,
  ];
}

/** A name that is not in the configuration has no budget of its own: perhaps it is only mistyped. */
function strangers(plan: Plan, { clientBudgets }: Config): string[] {
  const hasBudget = Object.values(clientBudgets).some((budget) => Object.keys(budget).length > 0);
  if (!hasBudget) return [];
  const known = new Set(Object.keys(clientBudgets).map(clientName));
  const named = plan.orders.map(({ order }) => order.client).filter((name) => name !== '');
  const strange = [...new Set(named)].filter((name) => !known.has(clientName(name)));
  return strange.map((name) => `No budget counts the client "${name}": sheetorder.json has no client of that name.`);
}
