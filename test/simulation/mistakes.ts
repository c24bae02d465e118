import type { MarketKind } from './market-kinds.ts';
import { MARKET_MISTAKES } from './market-mistakes.ts';

/** A change of the source. */
export interface Change {
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly put: string;
}

/** One mistake that somebody could make; the campaign must notice each of them. */
export interface Mistake extends Change {
  readonly name: string;
  /** Where a second guard stands behind the first, it goes as well. */
  readonly also?: readonly Change[];
  /** What is run over the changed source: the simulation with either ledger or of another kind, or one test file. */
  readonly by?: 'sqlite' | MarketKind | `test/${string}`;
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the texts are source code.
const FIRST: readonly Mistake[] = [
  {
    name: 'the ledger line comes after the request',
    file: 'src/run/submit-order.ts',
    find: `    const reply = await run.transport.spend(request, () => {
      ledger.append({ type: 'spend_started', key, attempt: number });
      started = true;
    });`,
    put: `    const reply = await run.transport.spend(request, () => {});
    ledger.append({ type: 'spend_started', key, attempt: number });
    started = true;`,
  },
  {
    name: 'the note that sending began waits for others, and the request does not wait for it',
    file: 'src/run/submit-order.ts',
    find: `      ledger.append({ type: 'spend_started', key, attempt: number });
      started = true;`,
    put: `      void run.note({ type: 'spend_started', key, attempt: number }).catch(() => {});
      started = true;`,
  },
  {
    name: 'an order goes on before its claim is durable',
    file: 'src/run/shared-commits.ts',
    find: '      this.#waiting.push({ entry, ...(before ? { before } : {}), resolve, reject });',
    put: `      const early = { ...entry, seq: 0, at: '' } as LedgerEntry;
      resolve(early);
      this.#waiting.push({ entry, ...(before ? { before } : {}), resolve: () => {}, reject: () => {} });`,
    by: 'test/run/shared-commits.test.ts',
  },
  {
    name: 'one entry that must not be written is said to be written with its group',
    file: 'src/run/shared-commits.ts',
    find: '      if (group.length > 1 && isOfOneEntry(error)) for (const one of group) this.#commitAlone(one);',
    put: `      if (group.length > 1 && isOfOneEntry(error))
        for (const { entry, resolve } of group) resolve({ ...entry, seq: 0, at: '' } as LedgerEntry);`,
    by: 'test/run/shared-commits.test.ts',
  },
  {
    name: 'a hole in the witness stays behind its newest line',
    file: 'src/io/sqlite/witness.ts',
    find: '      witness.#through = last?.whole ?? 0;',
    put: '      witness.#through = last?.seq ?? 0;',
    by: 'test/io/sqlite/witness.test.ts',
  },
  {
    name: 'a lost reply is read as not sent',
    file: 'src/vendors/read-carefully.ts',
    find: `return { kind: 'unknown', code: 'REPLY-LOST', reason: oneLine(reply.reason) }`,
    put: `return { kind: 'not_placed', cause: 'not_sent', code: 'NOT-SENT', reason: oneLine(reply.reason) }`,
  },
  {
    name: 'a 5xx is tried again',
    file: 'src/vendors/read-carefully.ts',
    find: "return { kind: 'unknown', code: `HTTP-${reply.status}`, reason: reasonOf(reply) };",
    put: "return { kind: 'not_placed', cause: 'throttled', code: 'THROTTLED', reason: reasonOf(reply) };",
  },
  {
    name: '409 is read as a refusal',
    file: 'src/vendors/read-carefully.ts',
    find: 'new Set([400, 404, 405, 415, 422])',
    put: 'new Set([400, 402, 404, 405, 409, 415, 422])',
  },
  {
    name: 'a page of HTML with status 200 is read as placed',
    file: 'src/vendors/read-carefully.ts',
    find: "  if (!completed) return { kind: 'unknown', code: 'NOT-JSON', reason: reasonOf(reply) };",
    put: "  if (!completed) return { kind: 'success', json: null, reason: 'ok' };",
  },
  {
    name: 'a 200 that says success false is read as placed',
    file: 'src/vendors/read-carefully.ts',
    find: "  return contradictionOf(object, reply) ?? { kind: 'success', json: object, reason: 'The vendor took it.' };",
    put: "  return { kind: 'success', json: object, reason: 'The vendor took it.' };",
  },
  {
    name: 'a failed charge is read as a refusal',
    file: 'src/vendors/scaledmail/place.ts',
    find: '  if (isChargeFailed(reply)) {',
    put: '  if (isChargeFailed(reply) && reply.status === 402) {',
  },
  {
    name: 'an odd refusal is believed without a read-back',
    file: 'src/run/submit-order.ts',
    find: "believed.kind === 'refused' && believed.confirm ? await",
    put: "believed.kind === 'refused' && believed.confirm && run.failures < 0 ? await",
  },
  {
    name: 'a reply that names another order is believed',
    file: 'src/steps/doubt-receipt.ts',
    find: '  if (!remembered.foreignIds.includes(orderId) && !remembered.snapshotIds.includes(orderId)) return said;',
    put: '  if (orderId) return said;',
  },
  {
    name: 'absence is taken as proof',
    file: 'src/domain/life-cycle.ts',
    find: "      if (entry.result.kind !== 'found') return from;",
    put: "      if (entry.result.kind !== 'found') return from === 'unknown' ? 'retryable' : from;",
  },
  {
    name: 'an unknown order is sent again',
    file: 'src/steps/decide-send.ts',
    find: "      return { send: false, why: 'unknown' };",
    put: '      return { send: true, readBackFirst: true };',
    also: [
      {
        file: 'src/domain/life-cycle.ts',
        find: "return from === 'pending' || from === 'retryable' || from === 'refused' ? 'claimed' : null;",
        put: "return from !== 'placed' ? 'claimed' : null;",
      },
    ],
  },
  {
    name: 'nothing is read back before an order that was throttled is sent again',
    file: 'src/run/submit-order.ts',
    find: 'if (record && readBackFirst && !(await provenAbsent(order.key, run))) return null;',
    put: 'if (record && readBackFirst && run.failures < 0 && !(await provenAbsent(order.key, run))) return null;',
  },
  {
    name: 'an inconclusive read-back counts as absence',
    file: 'src/run/submit-order.ts',
    find: "  return result.kind === 'not_found_yet';",
    put: "  return result.kind !== 'found';",
  },
  {
    name: 'the snapshot is ignored',
    file: 'src/vendors/scaledmail/sighting.ts',
    find: '  if (wanted.snapshotIds.includes(seen.id) || !overlaps(seen.domains, wanted.domains)) return',
    put: '  if (!overlaps(seen.domains, wanted.domains)) return',
    also: [
      {
        file: 'src/vendors/scaledmail/sighting.ts',
        find: '  return wanted.notBefore !== null && made < Date.parse(wanted.notBefore) - TOLERANCE_MS;',
        put: '  return made < 0;',
      },
    ],
  },
  {
    name: 'an order that shows some of the domains is taken for the whole',
    file: 'src/vendors/scaledmail/sighting.ts',
    find: "  if (!sameSet(seen.domains, wanted.domains)) return 'partial';",
    put: "  if (seen.domains.length === 0) return 'partial';",
  },
  {
    name: 'a cancelled order is taken for a standing one',
    file: 'src/vendors/scaledmail/reads.ts',
    find: '  return /^cancell?ed$/i.test(order.status);',
    put: "  return order.status === 'never';",
    also: [
      {
        file: 'src/vendors/scaledmail/sighting.ts',
        find: '  return wanted.notBefore !== null && made < Date.parse(wanted.notBefore) - TOLERANCE_MS;',
        put: '  return made < 0;',
      },
    ],
  },
  {
    name: 'what a dead run was sending is called not sent',
    file: 'src/run/recover.ts',
    find: "  if (record.state === 'claimed') {",
    put: "  if (record.state === 'claimed' || record.state === 'in_flight') {",
    also: [
      {
        file: 'src/domain/life-cycle.ts',
        find: "  if (from === 'in_flight') return verdict === 'unknown' ? 'unknown' : null;",
        put: "  if (from === 'in_flight') return verdict === 'unknown' ? 'unknown' : 'retryable';",
      },
    ],
  },
  {
    name: 'no lock is taken',
    file: 'src/run/execute-plan.ts',
    find: '    for (const run of runs) locks.push(await lockOf(run));',
    put: '    for (const run of runs) if (run.failures < 0) locks.push(await lockOf(run));',
  },
  {
    name: 'the lock is let go before everything is sent',
    file: 'src/run/execute-plan.ts',
    find: '    for (const [run, orders] of work) await sendInTurn(run, orders, skips);',
    put: '    for (const lock of locks) lock.release();\n    for (const [run, orders] of work) await sendInTurn(run, orders, skips);',
  },
  {
    name: 'the account is not read before the first spend',
    file: 'src/run/execute-plan.ts',
    find: '  if (findings.length === 0) return false;',
    put: '  if (findings.length >= 0) return false;',
  },
  {
    name: 'claims are let go while an order is unknown',
    file: 'src/domain/life-cycle.ts',
    find: "new Set(['claimed', 'in_flight', 'answered', 'unknown', 'placed'])",
    put: "new Set(['claimed', 'in_flight', 'answered', 'placed'])",
  },
  {
    name: 'a claim that another order holds is no hindrance',
    file: 'src/io/sqlite/order-index.ts',
    find: '      if (blocking) throw new ClaimHeld(claim, blocking);',
    put: "      if (blocking === '') throw new ClaimHeld(claim, blocking);",
    also: [
      {
        file: 'src/steps/make-plan.ts',
        find: '    if (holder) findings.push(heldFinding(order, claim, holder));',
        put: "    if (holder === '') findings.push(heldFinding(order, claim, holder));",
      },
      {
        file: 'src/io/sqlite/order-index.ts',
        find: '      const shared = others.length > 0 ? 1 : 0;',
        put: '      const shared = 1;',
      },
    ],
    by: 'sqlite',
  },
  {
    name: 'claims are written outside the transaction',
    file: 'src/io/sqlite/write-entry.ts',
    find: "  if (entry.type !== 'snapshot') index.apply(entry, account, at, () => claimsNoted(key, rows));",
    put: `  if (entry.type !== 'snapshot')
    queueMicrotask(() => {
      try { index.apply(entry, account, at, () => claimsNoted(key, rows)); } catch {}
    });`,
    by: 'sqlite',
  },
  {
    name: 'a ledger that was rolled back is accepted',
    file: 'src/io/sqlite/witness.ts',
    find: '    if (body !== null && sha256(body) === last.sum) return;',
    put: '    if (body === null || sha256(body) === last.sum) return;',
    by: 'sqlite',
  },
  {
    name: 'a spend is tried again when it failed in passing',
    file: 'src/io/patient-reads.ts',
    find: '    spend: (request, onStart) => inner.spend(request, onStart),',
    put: `    spend: async (request, onStart) => {
      let entered = false;
      const once = () => { if (!entered) onStart(); entered = true; };
      const reply = await inner.spend(request, once);
      return passing(reply) ? inner.spend(request, once) : reply;
    },`,
  },
  {
    name: 'the key depends on the order of the rows',
    file: 'src/vendors/scaledmail/identity.ts',
    find: '  return listOf(inOrder(domains.map(writeDomain), compareDomains).map(({ text }) => text));',
    put: '  return listOf(domains.map(writeDomain).map(({ text }) => text));',
  },
  {
    name: 'the name a person gave the order is part of the key',
    file: 'src/steps/check-orders.ts',
    find: '  const key = orderKey(account, checked.identity);',
    put: '  const key = orderKey(account, { ...checked.identity, name: draft.name });',
  },
  {
    name: 'the order id of another order of ours is adopted',
    file: 'src/steps/remember.ts',
    find: '    foreignIds: { includes: (id) => isOfOther(id) || record.cancelledIds.includes(id) },',
    put: '    foreignIds: { includes: (id) => isOfOther(id) && id === record.key },',
  },
  {
    name: 'a failed look at the account is taken for an empty one',
    file: 'src/run/execute-plan.ts',
    find: '    else throw unreadable(run, reading.failure.reason);',
    put: '    else if (run.failures < 0) throw unreadable(run, reading.failure.reason);',
  },
  {
    name: 'a failed ledger line does not stop the request',
    file: 'src/io/undici-transport.ts',
    find: '    this.#onStart();',
    put: '    try { this.#onStart(); } catch {}',
    by: 'test/run/reply-table.test.ts',
  },
  {
    name: 'the request is sent a second time when its connection closes early',
    file: 'src/io/undici-transport.ts',
    find: "    if (this.#entered) throw new Error('a request was about to be sent a second time');",
    put: '    if (this.#entered) return;',
    also: [
      {
        file: 'src/io/undici-transport.ts',
        find: "      if (used) return done(new Error('the connection closed before the request was sent'), null);",
        put: '',
      },
    ],
    by: 'test/io/undici-fuse.test.ts',
  },
  {
    name: 'fsync is left out of the database',
    file: 'src/io/sqlite/open-database.ts',
    find: "    database.exec('PRAGMA synchronous=EXTRA');",
    put: "    database.exec('PRAGMA synchronous=OFF');",
    by: 'test/crash/power-cut.test.ts',
  },
  {
    name: 'the journal is thrown away before it is on the disk',
    file: 'src/io/sqlite/open-database.ts',
    find: "    database.exec('PRAGMA journal_mode=PERSIST');",
    put: "    database.exec('PRAGMA journal_mode=MEMORY');",
    by: 'test/crash/power-cut.test.ts',
  },
  {
    name: 'new folders are not flushed',
    file: 'src/io/make-folder.ts',
    find: '      flushFolder(dirname(missing));',
    put: '',
    by: 'test/crash/power-cut.test.ts',
  },
  {
    name: 'a budget counts only what is placed',
    file: 'src/domain/spending.ts',
    find: '  const moved = HOLDING.has(before) !== HOLDING.has(after) && !cancelled;',
    put: '  const moved = before !== after || cancelled;',
    also: [
      {
        file: 'src/domain/spending.ts',
        find: '  return { ...(moved ? { held: HOLDING.has(after) } : {}), ...(amount ? { amount } : {}) };',
        put: "  return { ...(moved ? { held: after === 'placed' } : {}), ...(amount ? { amount } : {}) };",
      },
    ],
  },
  {
    name: 'a budget is neither planned with nor looked at when an order is claimed',
    file: 'src/run/submit-order.ts',
    find: '  if (skip) throw new OverBudget(skip);',
    put: '  if (skip && order.key === batch) throw new OverBudget(skip);',
    also: [
      {
        file: 'src/steps/make-plan.ts',
        find: '  if (budgets.length === 0) return orders;',
        put: '  if (budgets.length >= 0) return orders;',
      },
    ],
  },
  {
    name: 'an order in doubt gives its money back to the budget',
    file: 'src/domain/spending.ts',
    find: '  const moved = HOLDING.has(before) !== HOLDING.has(after) && !cancelled;',
    put: "  const moved = (HOLDING.has(before) !== HOLDING.has(after) && !cancelled) || after === 'unknown';",
    also: [
      {
        file: 'src/domain/spending.ts',
        find: '  return { ...(moved ? { held: HOLDING.has(after) } : {}), ...(amount ? { amount } : {}) };',
        put: "  return { ...(moved ? { held: HOLDING.has(after) && after !== 'unknown' } : {}), ...(amount ? { amount } : {}) };",
      },
    ],
  },
  {
    name: 'a budget may be passed by one unit',
    file: 'src/steps/check-budget.ts',
    find: '+ price.minor > budget.limit',
    put: '+ price.minor > budget.limit + 1',
  },
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the texts are source code.

export const MISTAKES: readonly Mistake[] = [...FIRST, ...MARKET_MISTAKES];
