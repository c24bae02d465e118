import { hostileServer, http } from '../../support/hostile-servers.ts';
import type { Door, Scenario } from './play.ts';
import { BODIES, type BodyName, rowFor, type Sight, type Truth } from './table.ts';

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

/** A door that takes a whole request, sells, and says the same thing every time. */
export async function replyDoor(reply: string, sell: (text: string) => void): Promise<Door> {
  const server = await hostileServer({
    onRequest: (socket) => {
      sell(bodyOf(server.text()));
      socket.end(reply);
    },
  });
  return { url: server.url, requests: () => server.requests().length, close: server.close };
}

/** The body of the request that came last. */
export function bodyOf(text: string): string {
  return text.slice(text.lastIndexOf('\r\n\r\n') + 4);
}
