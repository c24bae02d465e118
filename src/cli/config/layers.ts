import type { FlagName } from '../flags.ts';

/** Where a value was said, the one that outranks the others first. */
export type Origin =
  | { readonly kind: 'flag' }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'profile'; readonly name: string; readonly path: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'default' };

export type Origins = Readonly<Partial<Record<FlagName, Origin>>>;

/** Values of flags that a configuration names, all of one place. */
export interface Layer {
  readonly origin: Extract<Origin, { kind: 'folder' | 'profile' | 'file' }>;
  readonly values: Readonly<Partial<Record<FlagName, unknown>>>;
}

const RANKS: readonly Origin['kind'][] = ['flag', 'environment', 'folder', 'profile', 'file', 'default'];

/** Smaller outranks larger. */
export function rankOf(kind: Origin['kind']): number {
  return RANKS.indexOf(kind);
}

export function sayOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'environment':
      return origin.name;
    case 'folder':
      return `the folder's settings in ${origin.path}`;
    case 'profile':
      return `profile ${origin.name} in ${origin.path}`;
    case 'file':
      return origin.path;
    default:
      return origin.kind;
  }
}
