import type { OrderDraft } from '../src/domain/draft.ts';
import { readCsv } from '../src/io/read-csv.ts';
import type { CheckContext } from '../src/steps/check-orders.ts';
import { checkOrders } from '../src/steps/check-orders.ts';
import { groupRows } from '../src/steps/group-rows.ts';
import { mapColumns } from '../src/steps/map-columns.ts';
import { resolveProfiles } from '../src/steps/resolve-profiles.ts';
import { vendors } from '../src/vendors/index.ts';
import { figureOf, say, table } from './measure.ts';

export interface RulesSizes {
  readonly rounds: number;
  readonly orders: number;
}

const DOMAINS = 5;
const ALIASES = 2;
const FIRST = ['Ada', 'Grace', 'Linus', 'Edsger', 'Barbara', 'Donald', 'Radia', 'Alan'];
const LAST = ['Sample', 'Example', 'Testman', 'Placeholder', 'Muster', 'Beispiel'];

const OWNER = {
  owner_first_name: 'Ada',
  owner_last_name: 'Sample',
  company_name: 'Sample Ltd',
  address: '1 Test Street',
  city: 'Testville',
  state: 'CA',
  country: 'US',
  zipcode: '90001',
  phone_number: '+12025550123',
};
const MAILBOXES = { vendor: 'scaledmail', domain_source: 'scaledmail', organization_id: 'org_client_space' };
const LOGIN = { hosting_provider: 'registrar', hosting_username: 'ada', hosting_password: 'pass' };

/** What each kind of order has in all its rows, and the ending of its domains. */
const KINDS: Readonly<Record<string, { readonly ending: string; readonly cells: Readonly<Record<string, string>> }>> = {
  'create-custom-order': { ending: 'example', cells: { ...MAILBOXES, mailbox_type: 'google' } },
  'the same under .com': { ending: 'com', cells: { ...MAILBOXES, mailbox_type: 'google' } },
  'the same with a login': {
    ending: 'example',
    cells: { ...MAILBOXES, ...LOGIN, mailbox_type: 'google', domain_source: 'other' },
  },
  'create-order': { ending: 'example', cells: { ...MAILBOXES, price_id: 'price_BENCH', mailbox_type: 'google' } },
  'submit-form': { ending: 'example', cells: { ...MAILBOXES, form_uuid: '1111-2222', mailbox_type: 'google' } },
  'saleshandy purchase': {
    ending: 'example',
    cells: { vendor: 'saleshandy', ...OWNER, email_service_provider: 'Google', plan_type: 'quarterly' },
  },
};

const SETTINGS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  scaledmail: {},
  saleshandy: { schemaVerified: true },
};

/** Microseconds of processor time from an order's draft to its checked form. */
export function benchRules(sizes: RulesSizes): string {
  const rows = Object.entries(KINDS).map(([name, kind]) => {
    const drafts = draftsOf(kind, sizes.orders);
    const rounds = Array.from({ length: sizes.rounds + 2 }, () => oneRound(drafts)).slice(2);
    return [name, say(figureOf(rounds.map(({ whole }) => whole))), say(figureOf(rounds.map(({ sent }) => sent)))];
  });
  return table(['order of 10 rows', 'µs to check', 'µs with its payload'], rows);
}

function oneRound(drafts: readonly OrderDraft[]): { readonly whole: number; readonly sent: number } {
  const context = contextOf();
  const whole = eachMicros(drafts, (draft) => {
    const [order] = checkOrders(resolveProfiles([draft], { hosting: {}, sequencer: {} }), context);
    if (!order?.payload) throw new Error(`an order of the bench is not clean: ${order?.findings[0]?.message}`);
  });
  const digests = new Set<string>();
  const sent = eachMicros(drafts, (draft) => {
    const [order] = checkOrders(resolveProfiles([draft], { hosting: {}, sequencer: {} }), context);
    digests.add(order?.payload?.digest ?? '');
  });
  if (digests.size !== drafts.length) throw new Error('two orders of the bench have one payload');
  return { whole, sent };
}

/** Each is dropped before the next, as in a check of a large sheet. */
function eachMicros(drafts: readonly OrderDraft[], work: (draft: OrderDraft) => void): number {
  const before = process.cpuUsage();
  for (const draft of drafts) work(draft);
  return process.cpuUsage(before).user / drafts.length;
}

/** As the command line makes it: one object of facts for each vendor. */
function contextOf(): CheckContext {
  const facts = new Map(
    Object.entries(SETTINGS).map(([id, settings]) => [
      id,
      { catalogue: null, settings, organization: 'org_bench', origin: 'https://server.example', sending: false },
    ]),
  );
  const unknown = { catalogue: null, settings: {}, organization: '' };
  return {
    vendors,
    facts: ({ id }) => facts.get(id) ?? unknown,
    domains: { primary: {} },
    origin: () => 'https://server.example',
    secretProblem: () => null,
  };
}

function draftsOf(kind: (typeof KINDS)[string], orders: number): readonly OrderDraft[] {
  const table = readCsv(Buffer.from(sheetOf(kind, orders)), 'bench.csv');
  return groupRows(mapColumns(table).rows, { vendor: 'scaledmail', operation: null, set: {} }).drafts;
}

function sheetOf({ ending, cells }: (typeof KINDS)[string], orders: number): string {
  const isSaleshandy = cells.vendor === 'saleshandy';
  const own = Object.keys(cells);
  const header = ['order', 'client', 'domain', 'redirect', 'alias', 'first_name', 'last_name', ...own].join(',');
  const rows = Array.from({ length: orders * DOMAINS * ALIASES }, (_, at) => {
    const order = Math.floor(at / (DOMAINS * ALIASES));
    const [first, last] = [FIRST[at % FIRST.length] ?? '', LAST[(at >> 1) % LAST.length] ?? ''];
    const redirect = `www.company-${order % 500}.example`;
    return [
      `campaign-${order}`,
      `client-${order % 500}`,
      `outreach-team-${Math.floor(at / ALIASES)}.${ending}`,
      isSaleshandy ? redirect : `https://${redirect}/welcome`,
      `${first.toLowerCase()}.${last.toLowerCase()}${at % 2}`,
      first,
      last,
      ...Object.values(cells),
    ].join(',');
  });
  return `${[header, ...rows].join('\n')}\n`;
}
