import { randomUUID } from 'node:crypto';
import type { Clock, Redactor } from '../../domain/ports.ts';
import { type Heartbeat, openHeartbeat } from '../../io/heartbeat.ts';
import { hookSecrets, hookUrl } from '../../io/hook-url.ts';
import type { Flags } from '../options.ts';

export interface HeartbeatHands {
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly note: (text: string) => void;
}

/** The heartbeat that `--ping` asks for; null without it. Throws UsageError on an address that cannot be called. */
export function heartbeatOf(flags: Flags, { clock, redactor, note }: HeartbeatHands): Heartbeat | null {
  const { ping, 'ping-log': log = false } = flags;
  if (!ping) return null;
  const url = hookUrl(ping, '--ping');
  for (const secret of hookSecrets(url)) redactor.add(secret);
  return openHeartbeat({ url, log, clock, newId: randomUUID, note });
}
