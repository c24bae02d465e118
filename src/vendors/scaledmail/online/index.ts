import type { OnlineFacts, OnlineFindings, OnlineQuestion } from '../../../domain/online.ts';
import type { OperationId } from '../limits.ts';
import { readOrder } from '../order.ts';
import { authRule } from './auth.ts';
import { buyableRule } from './buyable.ts';
import { isScaledMail, isUnseen } from './facts.ts';
import { formMatchRule } from './form.ts';
import { inStockRule } from './in-stock.ts';
import { listedRule, unlistedRule } from './listed.ts';
import { ownedRule } from './owned.ts';
import { packageRule } from './packages.ts';
import type { OnlineInspection, OnlineRule } from './question.ts';

const RULES: readonly OnlineRule[] = [authRule, packageRule, unlistedRule];
/** What these find may be the work of this very order. */
const OF_THE_TAKEN: readonly OnlineRule[] = [ownedRule, buyableRule, inStockRule, formMatchRule];
const NOTHING: OnlineFindings = { findings: [], taken: [], listed: [], answers: [] };

/** What was looked up, held against one order. A key or an organization that does not work is all there is to say. */
export function checkOnline(operation: OperationId, question: OnlineQuestion, online: OnlineFacts): OnlineFindings {
  if (!isScaledMail(online)) return NOTHING;
  const { draft, facts, key } = question;
  const inspection: OnlineInspection = { draft, facts, key, online, order: readOrder(operation, draft, facts) };
  if (online.keyRefused !== null || isUnseen(online, facts.origin))
    return { ...NOTHING, findings: authRule(inspection) };
  return {
    findings: RULES.flatMap((rule) => rule(inspection)),
    taken: OF_THE_TAKEN.flatMap((rule) => rule(inspection)),
    listed: listedRule(inspection),
    answers: online.packages?.told ? ['SMO-PACKAGE', 'SMO-PACKAGE-COUNT'] : [],
  };
}
