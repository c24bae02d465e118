import { TryLaterError, UsageError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import type { Flags } from './options.ts';

const TIME = /^(?:(\d{4}-\d\d-\d\d)(?:[Tt](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d))?|(\d\d:\d\d))$/;

/** Why nothing is sent yet, where `--not-before` names a time to come; else null. Throws UsageError. */
export function tooEarly(flags: Flags, clock: Pick<Clock, 'now'>): TryLaterError | null {
  const text = flags['not-before'];
  if (text === undefined) return null;
  const now = clock.now();
  const begin = instantOf(text, now);
  if (now >= begin) return null;
  return new TryLaterError(
    `It is ${sayTime(now)}, and --not-before ${text} sends nothing before ${sayTime(begin)}.`,
    `Run the same command again then, in ${sayWhile(begin - now)}.`,
    'NOT-BEFORE',
  );
}

/** Epoch milliseconds of an instant, of a date (its first moment, UTC), or of a time of the day `now` is in (UTC). */
export function instantOf(text: string, now: number): number {
  const [match, date, time = '00:00', seconds = ':00', zone = 'Z', today] = TIME.exec(text.trim()) ?? [];
  const day = date ?? new Date(now).toISOString().slice(0, 10);
  const local = Date.parse(`${day}T${today ?? time}${seconds}Z`);
  const shift = shiftOf(zone);
  if (match === undefined || Number.isNaN(local) || shift === null) throw impossible(text);
  // 30 February and 24:00 are taken for the day after.
  const written = `${day}T${today ?? time}`;
  if (!new Date(local).toISOString().startsWith(written)) throw impossible(text);
  return local - shift;
}

function shiftOf(zone: string): number | null {
  if (/^z$/i.test(zone)) return 0;
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function impossible(text: string): UsageError {
  return new UsageError(
    `--not-before "${text}" is not a time.`,
    'Write an instant with Z or its offset, like 2027-01-31T09:00Z or 2027-01-31T10:00+01:00, a date, or a time of today in UTC, like 09:00.',
    'USAGE-FLAG-VALUE',
  );
}

function sayTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function sayWhile(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
