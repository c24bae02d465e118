/** Every way in which the sandbox can misbehave, with what it does. */
export const FAULTS = [
  { name: 'lost-reply', sentence: 'Sells the order, then cuts the connection without a reply.' },
  {
    name: 'late-listing',
    sentence: 'Sells the order and says so, but lists it, and minds its domains, only some time later.',
  },
  {
    name: 'charge-failed',
    sentence: 'Sells the order and answers 400 "Subscription created but unable to charge".',
  },
  { name: 'html', sentence: 'Answers 502 with an HTML page; half of these orders are sold, half are not.' },
  { name: '429', sentence: 'Turns the first try away as too many requests; the next try is an ordinary one.' },
  { name: '500', sentence: 'Answers 500 with an error in JSON; half of these orders are sold, half are not.' },
  { name: 'slow', sentence: 'Sells the order and answers late.' },
] as const;

export type FaultName = (typeof FAULTS)[number]['name'];
