import type { Workspace } from '../domain/online.ts';

/** Names of workspaces with their ids, as the configuration keeps them. */
export type WorkspaceNames = Readonly<Record<string, string>>;

export interface MergedWorkspaces {
  readonly names: WorkspaceNames;
  /** Workspaces that cannot go by their name: it is empty, another's too, or another's id. */
  readonly nameless: readonly Workspace[];
  /** Names that are known with another id: nobody but a person can say which is meant. */
  readonly changed: readonly Workspace[];
}

/** Adds the workspaces that a key sees to the names that are known; what is known is never changed. */
export function mergeWorkspaces(known: WorkspaceNames, seen: readonly Workspace[]): MergedWorkspaces {
  const ids = new Set([...seen.map(({ id }) => id), ...Object.values(known)]);
  const trimmed = seen.map(({ id, name }) => ({ id, name: name.trim() }));
  const isUsable = ({ id, name }: Workspace) =>
    name !== '' && name !== id && !ids.has(name) && trimmed.filter((other) => other.name === name).length === 1;
  const usable = trimmed.filter(isUsable);
  const idOf = new Map(Object.entries(known));
  const changed = usable.filter(({ id, name }) => (idOf.get(name) ?? id) !== id);
  return {
    names: Object.fromEntries([...idOf, ...usable.map(({ id, name }) => [name, idOf.get(name) ?? id] as const)]),
    nameless: trimmed.filter((one) => !isUsable(one) && one.name !== one.id),
    changed,
  };
}
