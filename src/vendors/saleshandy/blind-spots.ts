import type { BlindSpot } from '../../domain/blind-spot.ts';

/** What shows only when an order is sent, or on its checkout page. */
export const blindSpots: readonly BlindSpot[] = [
  { text: 'What an order costs: only its checkout page at Saleshandy tells.' },
  { text: 'Whether Saleshandy takes the postal code: it has a check of its own, which no call asks alone.' },
  { text: 'Whether the credits of a replacement order suffice.', column: 'is_replacement' },
  { text: 'Whether the free credits of the account suffice.', column: 'is_free_order' },
  { text: 'Whether the names of the fields inside a domain are right: Saleshandy does not publish them.' },
  {
    text: 'Whether each domain can be bought, and is in no other order at Saleshandy (`--online` asks).',
    online: true,
  },
];
