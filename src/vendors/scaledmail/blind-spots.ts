import type { BlindSpot } from '../../domain/blind-spot.ts';

const CHARGED = ['create-order', 'create-custom-order', 'buy-domains', 'buy-pre-warm'];

/** What shows only when an order is sent, by the documents of the vendor or for lack of any. */
export const blindSpots: readonly BlindSpot[] = [
  { text: 'Whether a card is saved at ScaledMail, and whether the bank approves each charge.', operations: CHARGED },
  { text: 'Whether ScaledMail accepts the coupon, and what it takes off.', column: 'coupon' },
  { text: 'Whether the login at the registrar is right.', column: 'hosting_username' },
  { text: 'Whether the login at the registrar is right.', column: 'hosting' },
  { text: 'Whether the login at the sequencer is right.', column: 'sequencer_username' },
  { text: 'Whether the login at the sequencer is right.', column: 'sequencer' },
  { text: 'That a quantity multiplies the domains of a package: no document says so.', column: 'quantity' },
  {
    text: 'That a custom order renews each month: packages do, and no document speaks of custom orders.',
    operations: ['create-custom-order'],
  },
  {
    text: 'Whether each domain is owned, free and in no other order at ScaledMail (`--online` asks).',
    operations: ['create-order', 'create-custom-order'],
    online: true,
  },
  {
    text: 'Whether the form still waits, and for these domains (`--online` asks).',
    operations: ['submit-form'],
    online: true,
  },
  {
    text: 'Whether each domain is still for sale, and at what price (`--online` asks, and so does the order itself).',
    operations: ['buy-domains', 'buy-pre-warm'],
    online: true,
  },
];
