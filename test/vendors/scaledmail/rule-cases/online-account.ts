import type { OrderDraft } from '../../../../src/domain/draft.ts';
import { accountId, markerOf, orderKey } from '../../../../src/domain/identity.ts';
import type { OnlineFacts, OnlineFindings } from '../../../../src/domain/online.ts';
import type { Facts, Operation } from '../../../../src/domain/vendor.ts';
import { scaledmail } from '../../../../src/vendors/scaledmail/index.ts';
import { type Answers, playBack } from '../../playback.ts';

/** An account that holds nothing but one domain that was bought there. */
export const ACCOUNT: Answers = {
  '/organizations': { status: 200, body: { organizations: [{ id: 'org-1', name: 'Test' }] } },
  '/packages': { status: 200, body: { total: 0, packages: [] } },
  '/domains': { status: 200, body: { domains: [] } },
  '/purchased-domains': {
    status: 200,
    body: { domains: ['alpha.example', 'beta.example', 'b.example'].map((domain) => ({ domain })) },
  },
  '/pending-forms': { status: 200, body: { total: 0, forms: [] } },
};

export function keyOfDraft(id: string, draft: OrderDraft, facts: Facts): string {
  const { identity, organization } = operationOf(id).check(draft, facts);
  return orderKey(accountId('scaledmail', 'https://server.scaledmail.com', organization), identity);
}

export function markerOfDraft(id: string, draft: OrderDraft, facts: Facts): string {
  return markerOf(keyOfDraft(id, draft, facts));
}

/** Looks one order up in an account, then judges it. */
export function lookedUp(
  id: string,
  draft: OrderDraft,
  facts: Facts,
  answers: Answers,
): OnlineFindings & { readonly paths: readonly string[] } {
  const { result, requests } = look(id, draft, facts, answers);
  if (result.kind === 'failed') throw new Error(result.failure.reason);
  return { ...judge(id, draft, facts, result.online), paths: requests.map(({ path }) => path) };
}

export function look(id: string, draft: OrderDraft, facts: Facts, answers: Answers) {
  const { organization } = operationOf(id).check(draft, facts);
  const context = { organization, origin: facts.origin ?? '', settings: facts.settings };
  return playBack(scaledmail.preflight([{ operation: id, draft }], context), { ...ACCOUNT, ...answers });
}

export function judge(id: string, draft: OrderDraft, facts: Facts, online: OnlineFacts): OnlineFindings {
  return operationOf(id).checkOnline({ draft, facts, key: keyOfDraft(id, draft, facts) }, online);
}

function operationOf(id: string): Operation {
  const operation = scaledmail.operations[id];
  if (!operation) throw new Error(`no operation ${id}`);
  return operation;
}
