import type { Budget } from '../domain/budget.ts';
import { UsageError } from '../domain/errors.ts';
import { majorText, minorFromText } from '../domain/money.ts';
import { clientName } from '../domain/spending.ts';
import type { Config } from './config/config.ts';
import type { BudgetConfig } from './config/schema.ts';
import type { Flags } from './options.ts';

/** Every ceiling that holds for this command: `--max-spend`, and the budgets of the configuration. Throws UsageError. */
export function budgetsOf(flags: Flags, config: Config): readonly Budget[] {
  const most = flags['max-spend'];
  const clients = Object.entries(config.clientBudgets).flatMap(([client, own]) => named(own, client));
  return [
    ...(most === undefined
      ? []
      : [{ name: `--max-spend ${most}`, limit: amountOf(most), window: 'run', client: null } as const]),
    ...named(config.budgets, null),
    ...clients,
  ];
}

const WINDOWS = ['run', 'day', 'month'] as const;

function named(config: BudgetConfig, client: string | null): Budget[] {
  return WINDOWS.flatMap((window) => {
    const limit = config[window];
    if (limit === undefined) return [];
    const amount = majorText({ minor: limit, currency: '' });
    const whose = client === null ? '' : ` of client ${client.trim()}`;
    return [
      {
        name: `the ${window} budget${whose} (${amount})`,
        limit,
        window,
        client: client === null ? null : clientName(client),
      },
    ];
  });
}

function amountOf(text: string): number {
  const minor = minorFromText(text);
  if (minor !== null) return minor;
  throw new UsageError(
    `--max-spend "${text}" is not an amount.`,
    'Write it like 500 or 499.50, without a currency.',
    'USAGE-FLAG-VALUE',
  );
}
