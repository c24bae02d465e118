import type { Fields, OrderDraft } from '../domain/draft.ts';
import type { Cell } from '../domain/place.ts';

/** The draft with another cell wherever this one stands for this column. */
export function withValue(draft: OrderDraft, column: string, cell: Cell, other: Cell): OrderDraft {
  const changed = (name: string, one: Cell): Cell => (name === column && one === cell ? other : one);
  const fields = (all: Fields): Fields =>
    Object.fromEntries(Object.entries(all).map(([name, one]) => [name, one && changed(name, one)]));
  return {
    ...draft,
    operation: draft.operation && changed('operation', draft.operation),
    fields: fields(draft.fields),
    domains: draft.domains.map((domain) => ({
      ...domain,
      domain: changed('domain', domain.domain),
      fields: fields(domain.fields),
      aliases: domain.aliases.map((alias) => ({
        ...alias,
        alias: changed('alias', alias.alias),
        fields: fields(alias.fields),
      })),
    })),
  };
}
