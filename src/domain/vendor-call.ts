import type { RuleSource } from './rule.ts';

/** Each conversation of a vendor and its operations, by its name there, and the commands that hold it. */
export const COMMANDS_OF = {
  place: ['submit'],
  find: ['submit', 'reconcile', 'resolve', 'reconcile --rebuild'],
  follow: ['status'],
  survey: ['submit'],
  pullCatalogue: ['catalog pull', 'catalog diff'],
  readHalfOrders: ['forms'],
  suggestNames: ['names'],
  preflight: ['check --online', 'submit --online'],
  readWorkspaces: ['workspaces'],
  readStock: ['stock'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ConversationName = keyof typeof COMMANDS_OF;

/** What the program does with a call: the conversations in which it is made, or why it is not. */
export type CallUse =
  | { readonly kind: 'used'; readonly in: readonly ConversationName[] }
  | { readonly kind: 'not_used'; readonly why: string };

/** One call that a vendor's own pages, or others who use its API, name. */
export interface VendorCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the base URL, with ids in braces; empty where it is named without its path. */
  readonly path: string;
  readonly title: string;
  readonly use: CallUse;
  /** Who says that it is there. */
  readonly source: Exclude<RuleSource, 'ours'>;
}

/** True for a request to this call: each name in braces stands for one part of a path. */
export function isCallOf(
  { method, path }: VendorCall,
  request: { readonly method: string; readonly path: string },
): boolean {
  if (path === '' || method !== request.method) return false;
  const parts = path.split('/');
  const given = request.path.split('/');
  return parts.length === given.length && parts.every((part, index) => /^\{.+\}$/.test(part) || part === given[index]);
}

/** The commands that lead to a call, each once. */
export function commandsOf({ use }: VendorCall): readonly string[] {
  return use.kind === 'used' ? [...new Set(use.in.flatMap((name): readonly string[] => COMMANDS_OF[name]))] : [];
}
