import { parseArgs } from 'node:util';
import { Year } from './year.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '365' },
    /** Tells every day. */
    story: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

const started = Date.now();
const say = (text: string) => void process.stdout.write(`${text}\n`);
const year = new Year({
  seed: Number(values.seed),
  days: Number(values.days),
  keep: values.keep,
  ...(values.story ? { say } : {}),
});
const end = await year.live();
const faults = Object.entries(end.faults);
say(JSON.stringify(end.sums));
say(JSON.stringify(end.helped));
for (const [kind, texts] of faults)
  say(
    `${kind}: ${texts.length}${texts
      .slice(0, 12)
      .map((text) => `\n  ${text}`)
      .join('')}`,
  );
say(`${((Date.now() - started) / 1000).toFixed(0)} s${values.keep ? `, ${end.folder}` : ''}`);
process.exitCode = faults.every(([, texts]) => texts.length === 0) ? 0 : 1;
