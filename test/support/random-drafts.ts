import fc from 'fast-check';
import type { DraftAlias, DraftDomain, Fields, OrderDraft } from '../../src/domain/draft.ts';
import type { Cell, RowPlace } from '../../src/domain/place.ts';
import { nastyText } from './nasty-texts.ts';

type Texts = Readonly<Record<string, string | undefined>>;
interface RandomDomain {
  readonly cells: Texts;
  readonly aliases: readonly Texts[];
}

const AT: RowPlace = { file: 'may.csv', line: 2 };
/** What is wrong with cells, beside what is wrong with any text. */
const ODD = ['', ' ', 'a"b', 'a\\b', '!', '~', 'Ada', 'ada ', 'x'.repeat(51), 'x'.repeat(151), 'a..b', 'www.a.example'];

const odd = fc.oneof(fc.constantFrom(...ODD), nastyText);

/** Mostly one of these, sometimes nothing, and now and then what no rule expects. */
function mostly(oddness: number, ...usual: readonly (string | undefined)[]): fc.Arbitrary<string | undefined> {
  const values = fc.constantFrom(...usual);
  return oddness === 0 ? values : fc.oneof({ weight: oddness, arbitrary: values }, odd, fc.constant(undefined));
}

/** One of these is missing and one too long, so that this alone is wrong in some orders. */
const names = (name: string) => [...Array.from({ length: 14 }, () => name), undefined, 'x'.repeat(51)];

const alias = (oddness: number): fc.Arbitrary<Texts> =>
  fc.record({
    alias: mostly(oddness, 'ada', 'ada.sample', 'Ada', 'adb', 'sam', 'grace.sample-1', 'x'.repeat(65)),
    first_name: mostly(oddness, ...names('Ada')),
    last_name: mostly(oddness, ...names('Sample')),
    profile_picture: mostly(oddness, ...Array.from({ length: 20 }, () => undefined), 'https://p.example/a.png'),
  });

const domainOf = (oddness: number, hasAliases: boolean): fc.Arbitrary<RandomDomain> =>
  fc.record({
    cells: fc.record({
      domain: mostly(oddness, 'alpha.example', 'beta.example', 'gamma.example', 'delta-1.example', 'www.e5.example'),
      mailbox_type: mostly(oddness, 'google', 'google', 'google', 'Google', 'smtp', 'outlook', 'microsoft', undefined),
      redirect: mostly(oddness, undefined, 'https://www.main.example/x', 'main.example', 'https://www.alpha.example'),
      stock_id: mostly(oddness, ...Array.from({ length: 20 }, () => undefined), 'rec1'),
      domain_profile_picture: mostly(oddness, ...Array.from({ length: 20 }, () => undefined), 'https://p.example/b'),
      first_name: mostly(oddness, hasAliases ? undefined : 'Ada'),
      last_name: mostly(oddness, hasAliases ? undefined : 'Sample'),
    }),
    aliases: hasAliases ? fc.array(alias(oddness), { minLength: 2, maxLength: 4 }) : fc.constant([]),
  });

const domainLike = (oddness: number, hasAliases: boolean): fc.Arbitrary<RandomDomain> =>
  fc.oneof(
    { weight: 12, arbitrary: domainOf(oddness, hasAliases) },
    { weight: 1, arbitrary: domainOf(oddness, !hasAliases) },
  );

const order = (oddness: number): fc.Arbitrary<Texts> =>
  fc.record({
    domain_source: mostly(oddness, 'scaledmail', 'scaledmail', 'other', 'buy'),
    price_id: mostly(oddness, undefined, undefined, 'price_1'),
    quantity: mostly(oddness, undefined, undefined, '2', 'x'),
    tag: mostly(oddness, undefined, undefined, 'tag-1', 't'.repeat(21)),
    hosting_provider: mostly(oddness, undefined, 'registrar'),
    hosting_username: mostly(oddness, undefined, 'ada'),
    hosting_password: mostly(oddness, undefined, 'pass'),
    sequencer_link: mostly(oddness, undefined, undefined, 'https://s.example'),
    sequencer_provider: mostly(oddness, undefined, undefined, 'seq'),
    max_price: mostly(oddness, undefined, undefined, '20.00'),
  });

/** Drafts of mailbox orders, many of them clean, the others wrong in one or in many places. */
export const randomDraft: fc.Arbitrary<OrderDraft> = fc
  .tuple(fc.constantFrom(0, 0, 60, 8), fc.boolean())
  .chain(([oddness, hasAliases]) =>
    fc.tuple(order(oddness), fc.array(domainLike(oddness, hasAliases), { maxLength: 4 })).map(draftFrom),
  );

function draftFrom([cells, domains]: [Texts, readonly RandomDomain[]]): OrderDraft {
  return {
    ...{ name: 'o1', vendor: 'scaledmail', operation: null, fields: fieldsOf(cells), rows: [AT], findings: [] },
    domains: domains.map(domainFrom),
  };
}

function domainFrom({ cells: { domain, ...cells }, aliases }: RandomDomain): DraftDomain {
  const made = aliases.map(
    ({ alias, ...own }): DraftAlias => ({ alias: cellOf(alias), fields: fieldsOf(own), row: AT }),
  );
  return { domain: cellOf(domain), fields: fieldsOf(cells), aliases: made, rows: [AT] };
}

function fieldsOf(cells: Texts): Fields {
  const filled = Object.entries(cells).filter(([, text]) => text !== undefined);
  return Object.fromEntries(filled.map(([column, text]) => [column, cellOf(text)]));
}

function cellOf(text: string | undefined): Cell {
  return { value: text ?? '', at: AT };
}
