import type { RulePage } from '../../domain/rule.ts';

const OURS = { source: 'ours', sourceText: 'Our own caution; no vendor asks for it.' } as const;

/** What `explain` shows for every code about putting rows together into orders. */
export const groupPages: readonly RulePage[] = [
  {
    code: 'GROUP-CONFLICT',
    title: 'Two rows contradict each other',
    checks: 'That order columns have one value within an order, and domain columns one value within a domain.',
    why: 'They hold once for all rows: filled on one row or on every row, but not with two values. Both cells are named.',
    ...OURS,
    before: 'may,alpha.example,red and may,beta.example,blue',
    after: 'may,alpha.example,red and may,beta.example,red',
    next: 'Write the same value on all rows, or make two orders.',
  },
  {
    code: 'GROUP-NO-DOMAIN',
    title: 'A row of an order names no domain',
    checks: 'That a row which fills more than order columns has a domain.',
    why: 'The domain is not taken over from the row above: after sorting a sheet it would be another one.',
    ...OURS,
    before: 'may,,ada',
    after: 'may,alpha.example,ada',
    next: 'Write the domain into that row.',
  },
  {
    code: 'PACK-REMAINDER',
    title: 'Domains that do not fill a package',
    checks: 'Whether rows that name no order can be cut into whole packages.',
    why: 'A package takes exactly its domains; the vendor refuses any other number.',
    before: 'seven domains for a package of three',
    after: 'six domains, or nine',
    ...OURS,
    next: 'Add the missing domains, or take these out.',
  },
  {
    code: 'PACK-NO-CATALOGUE',
    title: 'The size of a package is not known',
    checks: 'That rows that name a package and no order can be cut into orders of its size.',
    why: 'Without the catalogue nobody knows how many domains the package takes.',
    before: 'price_id: price_EXAMPLE, order: (empty), no catalogue',
    after: 'the same after `sheetorder catalog pull`',
    ...OURS,
    next: 'Run `sheetorder catalog pull`, or write order names.',
  },
  {
    code: 'PACK-MIXED',
    title: 'Some rows name an order, some do not',
    checks: 'Whether rows without an order stand beside rows with one.',
    why: 'The name may have been forgotten; packed into an order of their own, the rows would be bought apart.',
    before: 'order: may-1 in one row, (empty) in the next',
    after: 'order: may-1 in both',
    ...OURS,
    next: 'Nothing to do if that is meant. Otherwise fill the order column, or say `--pack off`.',
  },
  {
    code: 'PACK-OFF',
    title: 'A row names no order',
    checks: 'That each row has a value in the column order.',
    why: '`--pack off` says that nothing is put together by itself, and no row is left out in silence.',
    ...OURS,
    before: ',alpha.example',
    after: 'may,alpha.example',
    next: 'Write the same name into the order column of all rows that belong together, or leave out `--pack off`.',
  },
];
