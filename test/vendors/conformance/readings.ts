import type { Conversation } from '../../../src/domain/conversation.ts';
import type { Followed } from '../../../src/domain/delivery.ts';
import type { HttpReply, HttpRequest } from '../../../src/domain/http.ts';
import type { Operation, Vendor } from '../../../src/domain/vendor.ts';
import type { AccountSample } from '../../../src/vendors/sample.ts';
import { remember } from '../playback.ts';
import type { Answering } from './play.ts';
import { fromSample } from './play.ts';
import {
  CONTEXT,
  exampleDrafts,
  exampleRequest,
  factsOf,
  ORGANIZATION,
  operationNamed,
  operationsOf,
  rememberExample,
  type Subject,
  samplesOf,
} from './subject.ts';

/** The kinds in which a reading ends; `failed` and `inconclusive` say that it could not tell. */
export interface Ending {
  readonly kind: string;
}

/** A conversation of a vendor that must not spend. */
export interface Reading {
  readonly name: string;
  readonly begin: () => Conversation<Ending>;
  /** How it ends when everything it reads is hostile; null where what it hands on may also say that nothing could be told. */
  readonly failsAs: 'failed' | 'inconclusive' | null;
}

/** The answers that a vendor documents for a reading, and which of them it can do without. */
export interface DocumentedReading extends Reading {
  readonly answers: Answering;
  readonly optional: readonly string[];
  readonly expect: { readonly kind?: unknown };
}

/** Every conversation that reads, as it begins when only the ledger is known. */
export function bareReadings(subject: Subject): readonly Reading[] {
  const { vendor } = subject;
  const account = [
    { name: 'survey', begin: () => vendor.survey(CONTEXT), failsAs: 'failed' as const },
    { name: 'catalogue', begin: () => vendor.pullCatalogue(CONTEXT), failsAs: 'failed' as const },
    { name: 'half orders', begin: () => vendor.readHalfOrders(CONTEXT), failsAs: 'failed' as const },
  ];
  const names = vendor.suggestNames ? ['names' as const] : [];
  const suggesting = names.map((name) => ({
    name,
    begin: () => begunAccount(vendor, name),
    failsAs: 'failed' as const,
  }));
  const byOperation = operationsOf(subject).flatMap((operation) => [
    ...['', 'known by its id'].map((how) => ({
      name: `read-back of ${operation.id} ${how}`.trim(),
      begin: () => operation.find(rememberExample(operation, subject, { orderId: how ? 'idEXAMPLE' : null })),
      failsAs: 'inconclusive' as const,
    })),
    ...(operation.follow
      ? [
          {
            name: `follow ${operation.id}`,
            begin: () => begunFollow(subject, operation.id, { domains: rememberExample(operation, subject).domains }),
            failsAs: 'failed' as const,
          },
        ]
      : []),
  ]);

  return [...account, ...suggesting, ...furtherReadings(subject), ...byOperation];
}

/** Look-ups before an order is sent, and readings that only some vendors have. */
function furtherReadings(subject: Subject): readonly Reading[] {
  const { readStock, readWorkspaces, preflight } = subject.vendor;
  const { settings } = factsOf(subject);
  const orders = operationsOf(subject).flatMap((operation) =>
    exampleDrafts(operation, subject).map((draft) => ({ operation: operation.id, draft })),
  );
  return [
    ...(readStock ? [{ name: 'stock', begin: () => readStock(CONTEXT), failsAs: 'failed' as const }] : []),
    ...(readWorkspaces ? [{ name: 'workspaces', begin: () => readWorkspaces(), failsAs: 'failed' as const }] : []),
    { name: 'preflight', begin: () => preflight(orders, { ...CONTEXT, settings, origin: 'sandbox' }), failsAs: null },
  ];
}

/** Every sample of a reading, as a conversation with its answers. */
export function documentedReadings(subject: Subject): readonly DocumentedReading[] {
  const { vendor } = subject;
  const ofAccount = samplesOf(subject, 'survey', 'catalogue', 'half-orders', 'names').map((sample) => ({
    name: `${sample.kind}: ${sample.name}`,
    begin: () => begunAccount(vendor, sample.kind),
    failsAs: 'failed' as const,
    answers: fromSample(sample.replies),
    optional: sample.optional ?? [],
    expect: sample.expect,
  }));
  const readBacks = samplesOf(subject, 'read-back').map((sample) => ({
    name: `read-back: ${sample.name}`,
    begin: (): Conversation<Ending> => operationNamed(subject, sample.operation).find(remembered(sample)),
    failsAs: 'inconclusive' as const,
    answers: fromSample(sample.replies),
    optional: sample.optional ?? [],
    expect: sample.expect,
  }));
  const follows = samplesOf(subject, 'status').map((sample) => ({
    name: `status: ${sample.name}`,
    begin: () => begunFollow(subject, sample.operation, sample.followed),
    failsAs: 'failed' as const,
    answers: fromSample(sample.replies),
    optional: [],
    expect: { kind: 'read' },
  }));
  return [...ofAccount, ...readBacks, ...follows];
}

/** What the ledger knows in a sample of a read-back. */
export function remembered(sample: ReturnType<typeof samplesOf<'read-back'>>[number]) {
  const { operation, domains, known } = sample;
  return remember({ organization: ORGANIZATION, operation, domains, claims: domains, ...known });
}

const NAMES_WANTED = { domain: 'alpha.example', firstName: 'Ada', lastName: 'Sample', count: 3 };

function begunAccount(vendor: Vendor, kind: AccountSample['kind']): Conversation<Ending> {
  if (kind === 'survey') return vendor.survey(CONTEXT);
  if (kind === 'catalogue') return vendor.pullCatalogue(CONTEXT);
  if (kind === 'half-orders') return vendor.readHalfOrders(CONTEXT);
  if (!vendor.suggestNames) throw new Error(`${vendor.id} has a sample of names and suggests none.`);
  return vendor.suggestNames(NAMES_WANTED);
}

function begunFollow(subject: Subject, id: string, fields: Partial<Followed>): Conversation<Ending> {
  const operation = operationNamed(subject, id);
  if (!operation.follow) throw new Error(`${id} has a sample of its status and does not follow.`);
  return operation.follow({
    orderId: 'idEXAMPLE',
    organization: ORGANIZATION,
    operation: id,
    domains: [],
    mailboxes: 0,
    payment: 'taken',
    ageMs: 24 * 3_600_000,
    ...fields,
  });
}

/** The request of an order that goes as far as its spend: that of a sample of a placed one, else the example's. */
export function requestOf(subject: Subject, operation: Operation): HttpRequest {
  return placedSample(subject, operation.id)?.request ?? exampleRequest(operation, subject);
}

/** Answers an order: the reads before its spend as a sample of a placed one documents them, and the spend with this reply. */
export function orderAnswers(subject: Subject, operation: string, reply: HttpReply): Answering {
  const before = fromSample(placedSample(subject, operation)?.looks ?? {});
  return (request, index) => (request.effect === 'spend' ? reply : before(request, index));
}

function placedSample(subject: Subject, operation: string) {
  return samplesOf(subject, 'spend').find((one) => one.operation === operation && one.expect.kind === 'placed');
}
