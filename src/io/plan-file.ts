import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SheetError, UsageError } from '../domain/errors.ts';
import { writeAtomic } from './atomic-write.ts';
import { reportAsSheet } from './refuse-own-file.ts';

/** Made when a plan is read. */
function schema() {
  const money = z.object({ minor: z.number().int(), currency: z.string() });
  const file = z.object({ path: z.string(), sha256: z.string() });

  return z.object({
    sheetorder_plan: z.literal(1),
    at: z.string(),
    version: z.string(),
    sheets: z.array(file),
    aliases: z.array(file),
    /** The flags that decided what the sheets mean and where orders go. */
    flags: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
    orders: z.array(
      z.object({
        order: z.string(),
        key: z.string(),
        do: z.enum(['send', 'keep', 'reject', 'skip']),
        digest: z.string(),
        price: money.nullable(),
        rows: z.string(),
        codes: z.array(z.string()),
      }),
    ),
  });
}

/** A plan as it is saved: what would be done with each order, and what that rests on. It holds no secret. */
export type SavedPlan = z.infer<ReturnType<typeof schema>>;

export function writePlan(path: string, plan: SavedPlan): void {
  writeAtomic(path, `${JSON.stringify(plan, null, 2)}\n`);
}

/** Throws UsageError when the file is not a plan, SheetError when it is a report of ours. */
export function readPlan(path: string): SavedPlan {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isReport(value)) throw reportAsSheet('a JSON file', path);
    return schema().parse(value);
  } catch (error) {
    if (error instanceof SheetError) throw error;
    const why =
      error instanceof z.ZodError || error instanceof SyntaxError ? 'it is not a plan of this program' : String(error);
    throw new UsageError(
      `${path} cannot be read as a plan (${why}).`,
      'Save one with `sheetorder check SHEET --plan plan.json`, and name that file.',
      'PLAN-UNREADABLE',
    );
  }
}

function isReport(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'sheetorder_report' in value;
}
