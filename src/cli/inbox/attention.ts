import type { Clock } from '../../domain/ports.ts';
import { type AttentionHook, tellAttention } from '../../io/attention-hook.ts';
import { hookUrl } from '../../io/hook-url.ts';
import type { Config } from '../config/config.ts';
import type { Env } from '../environment.ts';
import { hookEnv, runAttentionCommand } from './attention-command.ts';
import { type AttentionOf, attentionMessage } from './attention-message.ts';

/** `run.onAttention` of the configuration. */
export interface AttentionConfig {
  readonly url?: string | undefined;
  readonly command?: readonly string[] | undefined;
}

export interface AttentionPlace {
  readonly env: Env;
  readonly clock: Clock;
  readonly cover: (text: string) => string;
  readonly note: (text: string) => void;
  /** Variables that hold a key or a login, besides those that the vendors name. */
  readonly secretNames: readonly string[];
  readonly tryMs?: number;
  readonly mostMs?: number;
}

/** Tells address and command of a sheet; `whatToDo` is the file beside it. Ends within about 35 seconds, and never rejects. */
export type TellAttention = (of: AttentionOf, whatToDo: string) => Promise<void>;

/** Null when nobody is to be told. Throws UsageError on an address that cannot be called. */
export function openAttention(config: AttentionConfig | undefined, place: AttentionPlace): TellAttention | null {
  const { url, command } = config ?? {};
  const hook: AttentionHook = {
    ...(url === undefined ? {} : { url: hookUrl(url, 'run.onAttention.url') }),
    ...(command && command.length > 0 ? { command } : {}),
  };
  if (!hook.url && !hook.command) return null;
  return async (of, whatToDo) => {
    const env = hookEnv(place.env, place.secretNames);
    const named = { ...env, SHEETORDER_SHEET: of.sheet, SHEETORDER_WHAT_TO_DO: whatToDo };
    const { mostMs } = place;
    const runCommand = (words: readonly string[], input: string) =>
      runAttentionCommand(words, input, { env: named, ...(mostMs ? { mostMs } : {}) });
    const message = covered(attentionMessage(of), place.cover);
    await tellAttention(hook, message, { ...place, runCommand });
  };
}

/** Variables in which the configuration keeps keys and logins, those of every profile too. */
export function secretNamesOf({ logins, profiles }: Pick<Config, 'logins' | 'profiles'>): readonly string[] {
  const agencies = Object.values(profiles);
  const kept = [logins, ...agencies.map((agency) => agency.logins)];
  const people = kept.flatMap(({ hosting, sequencer }) => [...Object.values(hosting), ...Object.values(sequencer)]);
  const keys = agencies.flatMap(({ accounts }) => Object.values(accounts).flatMap(({ key }) => key ?? []));
  const texts = [...people.flatMap(({ username, password }) => [username, password]), ...keys];
  return texts.filter((text) => text.startsWith('env:')).map((text) => text.slice('env:'.length));
}

/** Each text by itself, so that what comes out is JSON still. */
function covered(message: object, cover: (text: string) => string): object {
  return Object.fromEntries(
    Object.entries(message).map(([name, value]) => [name, typeof value === 'string' ? cover(value) : value]),
  );
}
