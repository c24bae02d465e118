import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HttpRequest } from '../../src/domain/http.ts';
import { hostileServer, http, transportTo, type Witnessed } from '../support/hostile-servers.ts';

/** A client that has taken to sending by itself, in the two ways it could. */
const again = vi.hoisted(() => ({ by: '' as 'same client' | 'another client' }));

vi.mock('undici', async (original) => {
  const real = await original<typeof import('undici')>();
  class Eager extends real.Client {
    readonly #origin: string;

    constructor(origin: string, options: object) {
      super(origin, options);
      this.#origin = origin;
    }

    override dispatch(...args: Parameters<InstanceType<typeof real.Client>['dispatch']>): boolean {
      super.dispatch(...args);
      if (again.by === 'same client') return super.dispatch(...args);
      return new real.Client(this.#origin, { pipelining: 0 }).dispatch(...args);
    }
  }
  return { ...real, Client: Eager };
});

const order: HttpRequest = { effect: 'spend', method: 'POST', path: '/orders', query: {}, body: {} };
let server: Witnessed;

afterEach(() => server.close());

describe('a client that would send twice', () => {
  it.each(['same client', 'another client'] as const)(
    'sends one request and enters the callback once (%s)',
    async (by) => {
      again.by = by;
      server = await hostileServer({
        onRequest: (socket) => void setTimeout(() => socket.end(http(200, '{"id":"one"}')), 20),
      });
      let starts = 0;
      const reply = await transportTo(server.url).spend(order, () => {
        starts += 1;
      });
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect([starts, server.requests().length]).toEqual([1, 1]);
      expect(reply.kind).not.toBe('not_sent');
    },
  );

  it.each(['same client', 'another client'] as const)('sends nothing after the callback threw (%s)', async (by) => {
    again.by = by;
    server = await hostileServer({});
    let starts = 0;
    const reply = await transportTo(server.url).spend(order, () => {
      starts += 1;
      throw new Error('the ledger is full');
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([starts, server.text(), reply.kind]).toEqual([1, '', 'not_sent']);
  });
});
