import type { CheckedOrder } from '../../domain/checked-order.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { mayBeSent, type Plan } from '../../domain/plan.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { blindSpotsOf } from '../../steps/blind-spots.ts';
import { leftOutNotes } from '../choice.ts';
import type { Composition } from '../compose.ts';
import type { Flags } from '../options.ts';
import { IN_SANDBOX } from '../sandbox-session.ts';
import { planNotes } from './plan-notes.ts';
import type { PlanToSay } from './plan-view.ts';

/** What is said of a plan before anything of it is sent. */
export function planToSay(plan: Plan, outcomes: readonly Outcome[], flags: Flags, composition: Composition): PlanToSay {
  const sends = plan.orders.filter(mayBeSent).map(({ order }) => order);
  const vendors = [...new Set(sends.flatMap(({ vendor }) => vendor ?? []))];
  return {
    plan,
    outcomes,
    sends,
    at: new Date(composition.clock.now()).toISOString(),
    to: vendors.map((vendor) => whereTo(vendor, sends, composition)).join('; '),
    isPlayed: vendors.length > 0 && vendors.every((vendor) => composition.toldOrigin(vendor) === IN_SANDBOX),
    notes: [...leftOutNotes(plan, flags), ...planNotes(plan, composition.config)],
    unchecked: blindSpotsOf(sends, flags.online === true),
    comparison: null,
  };
}

/** The vendor, its address and the accounts there: what a person would notice that is wrong. */
function whereTo(vendor: Vendor, sends: readonly CheckedOrder[], composition: Composition): string {
  const origin = composition.origin(vendor);
  if (origin === IN_SANDBOX) return `a stand-in for ${vendor.title} in this process`;
  const own = sends.filter((order) => order.vendor === vendor);
  const names = [...new Set(own.flatMap(({ checked }) => checked?.organization || []))];
  const what = vendor.auth.organizationVariable ? 'organization' : 'account';
  const which = names.length === 0 ? '' : `, ${names.length === 1 ? what : `${what}s`} ${names.join(', ')}`;
  const profile = composition.config.chosen ? `, profile ${composition.config.chosen.name}` : '';
  const isPlayed = composition.toldOrigin(vendor) === IN_SANDBOX;
  return `${isPlayed ? `a stand-in for ${vendor.title}` : vendor.title} at ${new URL(origin).host}${which}${profile}`;
}
