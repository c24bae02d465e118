import type { Finding } from '../../../domain/finding.ts';
import type { OnlineFacts, OnlineFindings, OnlineQuestion } from '../../../domain/online.ts';
import { count, error, orderCell, warning } from '../../findings.ts';
import { isPaid, readOrder, type SaleshandyOrder } from '../order.ts';
import { GONE } from '../survey.ts';
import { isSaleshandy, type SaleshandyOnline } from './facts.ts';

const LOOK = "Look in Saleshandy's app, or go on without this check.";

const NOTHING: OnlineFindings = { findings: [], taken: [], listed: [], answers: [] };

interface Inspection extends OnlineQuestion {
  readonly order: SaleshandyOrder;
  readonly online: SaleshandyOnline;
}

/** What was looked up, held against one order. A key that does not work is all there is to say. */
export function checkOnline(question: OnlineQuestion, online: OnlineFacts): OnlineFindings {
  if (!isSaleshandy(online)) return NOTHING;
  const inspection = { ...question, online, order: readOrder(question.draft, question.facts) };
  if (online.keyRefused !== null) return { ...NOTHING, findings: [keyFinding(inspection)] };
  const findings = [...unlisted(inspection), ...price(inspection)];
  return { ...NOTHING, findings, taken: availability(inspection), listed: listed(inspection) };
}

/** SHO-AUTH: the key works. */
function keyFinding({ draft, online }: Inspection): Finding {
  const reason = (online.keyRefused ?? '').replace(/\.$/, '');
  return error('SHO-AUTH', orderCell(draft, 'vendor'), `Saleshandy refused the key: ${reason}.`, {
    fix: 'Set SALESHANDY_API_KEY to a key that works, then run the same command again.',
  });
}

/** What could not be told of the list of domains. */
function unlisted({ draft, online }: Inspection): readonly Finding[] {
  if (!online.listed || online.listed.told) return [];
  const why = online.listed.why.replace(/\.$/, '');
  return [
    warning(
      'SHO-ALREADY-OWNED',
      orderCell(draft, 'domain'),
      `Not checked: whether its domains are there already (${why}).`,
      {
        fix: LOOK,
      },
    ),
  ];
}

/** SHO-ALREADY-OWNED: no domain is there already. A status that is not documented counts as one that holds it. */
function listed({ order, online }: Inspection): readonly Finding[] {
  const rows = online.listed?.told ? online.listed.value : [];
  return order.domains.flatMap(({ domain, from }) => {
    const row = rows.find(({ name, status }) => name === domain && !GONE.has(status));
    if (!row) return [];
    const where = row.orderId ? ` in order ${row.orderId}` : '';
    return [
      error(
        'SHO-ALREADY-OWNED',
        from.domain,
        `The account has ${domain} already${where}${row.status && `, as "${row.status}"`}.`,
        {
          fix: `Take ${domain} out. If it is from this very order, run \`sheetorder reconcile SHEET --rebuild\` with these sheets.`,
        },
      ),
    ];
  });
}

/** SHO-AVAILABLE: each domain can be bought, where the search tells. */
function availability({ draft, order, online }: Inspection): readonly Finding[] {
  const asked = order.domains.flatMap((one) => {
    const answer = online.available.get(one.domain);
    return answer ? [{ ...one, answer }] : [];
  });
  const taken = asked
    .filter(({ answer }) => answer.told && !answer.value)
    .map(({ domain, from }) =>
      error('SHO-AVAILABLE', from.domain, `Saleshandy says that ${domain} cannot be bought.`, {
        fix: 'Choose another domain.',
      }),
    );
  const untold = asked.filter(({ answer }) => !answer.told);
  const why = untold.flatMap(({ answer }) => (answer.told ? [] : [answer.why]))[0];
  if (why === undefined) return taken;
  const message = `Not checked: whether ${count(untold.length, 'domain')} can be bought (${why.replace(/\.$/, '')}).`;
  return [
    ...taken,
    warning('SHO-AVAILABLE', untold[0]?.from.domain ?? orderCell(draft, 'domain'), message, { fix: LOOK }),
  ];
}

/** SHO-PLAN-PRICE: nothing tells the price of a paid order before its checkout page. */
function price({ draft, order }: Inspection): readonly Finding[] {
  if (!isPaid(order)) return [];
  return [
    warning(
      'SHO-PLAN-PRICE',
      orderCell(draft, 'plan_type'),
      'Not checked: plan and price. Saleshandy does not describe its list of plans, so the price shows on the checkout page only.',
      { fix: 'Look at the price before you pay at the link.' },
    ),
  ];
}
