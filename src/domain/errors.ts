/** Thrown only for usage, an unreadable sheet, a ledger we must not trust, and what may pass; each says what to do next. */
export abstract class SheetorderError extends Error {
  abstract readonly exit:
    | 'usage'
    | 'sheet'
    | 'ledger'
    | 'try_later'
    | 'guarded'
    | 'stale_plan'
    | 'halted'
    | 'interrupted'
    | 'terminated';
  readonly hint: string;
  readonly code: string;

  constructor(message: string, hint: string, code: string) {
    super(message);
    this.name = new.target.name;
    this.hint = hint;
    this.code = code;
  }
}

/** Flags, configuration or a missing credential. */
export class UsageError extends SheetorderError {
  readonly exit = 'usage';
}

/** A sheet that cannot be read as a table at all. */
export class SheetError extends SheetorderError {
  readonly exit = 'sheet';
}

/** A ledger that is damaged, rolled back, or written by a newer version. */
export class LedgerError extends SheetorderError {
  readonly exit = 'ledger';
}

/** Another run holds the lock, or a read failed before any spend. */
export class TryLaterError extends SheetorderError {
  readonly exit = 'try_later';
}

/** Stopped by a guard before any spend: budget, counts, or declined at the prompt. */
export class GuardError extends SheetorderError {
  readonly exit = 'guarded';
}

/** The vendor refused our credentials, so that nothing can be asked of it. */
export class HaltedError extends SheetorderError {
  readonly exit = 'halted';
}

/** Stopped by a signal, the reason of the abort, before anything was begun. */
export class InterruptedError extends SheetorderError {
  readonly exit: 'interrupted' | 'terminated';

  constructor(message: string, hint: string, signal: unknown) {
    super(message, hint, 'INTERRUPTED');
    this.exit = signal === 'SIGTERM' || signal === 'SIGHUP' ? 'terminated' : 'interrupted';
  }
}

/** The plan no longer matches sheets, prices or orders. */
export class StalePlanError extends SheetorderError {
  readonly exit = 'stale_plan';

  constructor(message: string, hint: string) {
    super(message, hint, 'PLAN-STALE');
  }
}

/** An order does not fit into a budget; data for the caller, which skips the order. */
export class OverBudget extends Error {
  readonly skip: { readonly code: string; readonly reason: string; readonly fix: string };

  constructor(skip: OverBudget['skip']) {
    super(skip.reason);
    this.skip = skip;
  }
}

/** Another order holds a claim; data for the caller, which turns it into a finding. */
export class ClaimHeld extends Error {
  readonly claim: string;
  readonly holder: string;

  constructor(claim: string, holder: string) {
    super(`${claim} is held by order ${holder}`);
    this.claim = claim;
    this.holder = holder;
  }
}
