import type { Waiting } from './pace-watch.ts';
import { cutTo, widthOf } from './text-width.ts';

/** How far a run is. */
export interface Standing {
  readonly total: number;
  readonly done: number;
  readonly underWay: number;
  readonly placed: number;
  readonly unknown: number;
  readonly refused: number;
  /** Not placed for another reason; it may be tried again. */
  readonly unsent: number;
  /** Orders a minute; null while too little is known. */
  readonly rate: number | null;
  /** Null while too little is known. */
  readonly leftMs: number | null;
  readonly waiting: Waiting | null;
  /** `1,400.00 USD`, or empty. */
  readonly money: string;
  /** Nothing new is started. */
  readonly isStopping: boolean;
}

const LEAST_BAR = 10;
const MOST_BAR = 30;

/** One line that fits the screen: a bar and the counts, and as much of the rest as there is room for. */
export function barLine(standing: Standing, width: number): string {
  const count = `${standing.done}/${standing.total}`;
  const bad = countsOf(standing).filter((_, index) => index > 0);
  // What is needed most comes first, each as long as there is room for it; a part without room is left out.
  const wanted = [
    ...bad.map((one) => [one]),
    timeTexts(standing),
    ...[underWayText(standing), standing.money, rateText(standing)].map((one) => [one]),
  ];
  let line = count;
  for (const texts of wanted) {
    const part = texts.find((text) => text && widthOf(line) + widthOf(text) + LEAST_BAR + 5 <= width);
    if (part) line = `${line}  ${part}`;
  }
  const room = Math.min(MOST_BAR, width - widthOf(line) - 3);
  if (room < LEAST_BAR) return cutTo(line, width);
  return `[${bar(standing, room)}] ${line}`;
}

/** The same as a sentence, for a log or a pipe. */
export function plainLine(standing: Standing): string {
  const { done, total } = standing;
  const counts = countsOf(standing).join(', ');
  const rest = [
    underWayText(standing),
    standing.money && `${standing.money} so far`,
    rateText(standing),
    timeTexts(standing)[0],
  ];
  return [`${done} of ${total} answered${counts ? `: ${counts}` : ''}`, ...rest].filter(Boolean).join('; ');
}

/** How far the questions of `--online` are. */
export function lookUpLine(answers: number, waiting: Waiting | null, width: number | null): string {
  const wait = waiting ? `; waits ${durationText(waiting.ms)} (${waiting.why})` : '';
  const text = `Asking the vendor: ${answers === 1 ? '1 answer' : `${answers} answers`} so far${wait}`;
  return width === null ? `${text}.` : cutTo(text, width);
}

/** How many orders were read at their vendor. */
export function readLine(
  { done, total }: { readonly done: number; readonly total: number },
  waiting: Waiting | null,
  width: number | null,
): string {
  const wait = waiting ? `; waits ${durationText(waiting.ms)} (${waiting.why})` : '';
  const text = `${done} of ${total} orders read${wait}`;
  return width === null ? `${text}.` : cutTo(text, width);
}

function countsOf({ placed, unknown, refused, unsent }: Standing): readonly string[] {
  return [
    `${placed} placed`,
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(unsent > 0 ? [`${unsent} not sent`] : []),
  ];
}

function bar({ done, total }: Standing, room: number): string {
  const full = total === 0 ? room : Math.floor((done / total) * room);
  const head = full > 0 && full < room ? '>' : '';
  return `${'='.repeat(Math.max(0, full - head.length))}${head}`.padEnd(room, ' ');
}

function underWayText({ underWay }: Standing): string {
  return underWay > 0 ? `${underWay} under way` : '';
}

function rateText({ rate }: Standing): string {
  return rate === null ? '' : `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} a minute`;
}

/** What is waited for says more than an estimate, and stands beside it; the longest text first. */
function timeTexts({ waiting, leftMs, done, total, unknown, underWay, isStopping }: Standing): readonly string[] {
  if (isStopping) return [underWay > 0 ? 'stopping when they have ended' : 'stopping', 'stopping'];
  if (done === total) return unknown > 0 && underWay === 0 ? [`reads ${unknown} in doubt back`] : [];
  const left = leftMs === null ? '' : `about ${durationText(leftMs)} left`;
  if (!waiting) return [left];
  const wait = `waits ${durationText(waiting.ms)}`;
  const of = left ? `, ${left}` : '';
  return [`${wait} (${waiting.why})${of}`, `${wait} for ${waiting.who}${of}`, `${wait}${of}`, wait];
}

/** `42 s`, `3 min`, `1 h 20 min`. */
export function durationText(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
