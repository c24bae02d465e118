/** An order that is paid but not configured: what `GET /pending-forms` lists. */
export interface SandboxForm {
  readonly uuid: string;
  readonly paymentId: string;
  readonly description: string;
  readonly createdAt: string;
  readonly amount: number;
  readonly domains: readonly string[];
}

/** An order that was there before anybody used the sandbox. */
export interface EarlierOrder {
  readonly id: string;
  readonly createdAt: string;
  readonly amount: number;
  readonly status: 'Active' | 'Cancelled';
  readonly domain: string;
  readonly tag: string;
}

export const SANDBOX_ORGANIZATIONS = [
  { id: 'org_SANDBOX', name: 'Sandbox Workspace' },
  { id: 'org_SANDBOX_2', name: 'Second Sandbox Workspace' },
] as const;

const form = (n: number, letter: string, description: string, amount: number, count: number): SandboxForm => ({
  uuid: `11111111-aaaa-4bbb-8ccc-${String(n).padStart(12, '0')}`,
  paymentId: `recFORM${n}`,
  description,
  createdAt: `2026-05-0${n}`,
  amount,
  domains: Array.from({ length: count }, (_, index) => `form-${letter}${index + 1}.example`),
});

/** Forms that every sandbox account starts with. */
export const SANDBOX_FORMS: readonly SandboxForm[] = [
  form(1, 'a', 'Google', 14, 2),
  form(2, 'b', 'Google', 21, 3),
  form(3, 'c', 'SMTP', 3.75, 1),
  form(4, 'd', 'Outlook', 50, 1),
];

/** One order that is live and one that was cancelled, so that a read-back has something to tell apart. */
export const EARLIER_ORDERS: readonly EarlierOrder[] = [
  {
    id: 'recEARLIER1',
    createdAt: '2026-04-01T09:00:00.000Z',
    amount: 7,
    status: 'Active',
    domain: 'long-held.example',
    tag: 'spring',
  },
  {
    id: 'recEARLIER2',
    createdAt: '2026-04-02T09:00:00.000Z',
    amount: 7,
    status: 'Cancelled',
    domain: 'let-go.example',
    tag: 'spring',
  },
];
