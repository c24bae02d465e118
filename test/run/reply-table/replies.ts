import { http } from '../../support/hostile-servers.ts';
import type { Sight, Truth } from './course.ts';
import { replyDoor } from './doors.ts';
import type { Scenario } from './play.ts';
import { BODIES, type BodyName, rowFor } from './table.ts';

export interface Answered {
  readonly status: number;
  readonly body: BodyName;
  readonly truth: Truth;
  readonly sight?: Sight;
  readonly headers?: readonly string[];
}

/** A scenario in which the vendor sells the order or does not, and then answers like this to every spend of the run. */
export function answers({ status, body, truth, sight = 'sees', headers = [] }: Answered): Scenario {
  const { row, said } = rowFor(status, body);
  const type = body === 'html' ? 'text/html' : 'application/json';
  return {
    ...{ name: `${status} with ${body}${headers.map((line) => `, ${line}`).join('')}`, row, truth, sight, said },
    vendorSaidYes: said.kind === 'placed',
    open: (sell) => replyDoor(http(status, BODIES[body], [`content-type: ${type}`, ...headers]), sell),
  };
}

/** False for what cannot be: the vendor's known refusals are believed, so none comes with a sale. */
export function isPossible({ status, body, truth }: Answered): boolean {
  const { said } = rowFor(status, body);
  return truth === 'not sold' || said.kind !== 'refused' || said.confirm;
}
