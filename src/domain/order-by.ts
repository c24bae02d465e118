/** Which orders go first: as the sheets have them, or the cheapest, dearest, smallest or largest; `-` is the other way round. */
export const ORDER_BY = ['sheet', 'price', '-price', 'domains', '-domains'] as const;

export type OrderBy = (typeof ORDER_BY)[number];
