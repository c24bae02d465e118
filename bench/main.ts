import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchesFor } from './benches.ts';
import { isInMemory, sayLoad, sayMachine } from './machine.ts';

const { values } = parseArgs({
  options: {
    /** A short form, to see that everything works; its figures say little. */
    smoke: { type: 'boolean', default: false },
    /** Names of benches, with commas between them; all of them when left out. */
    only: { type: 'string' },
    /** Where to write; must be on the disk that is to be measured. */
    folder: { type: 'string', default: fileURLToPath(new URL('../..', import.meta.url)) },
    rounds: { type: 'string' },
    /** Rows of the sheets that `read` reads. */
    sizes: { type: 'string' },
    /** A file that gets everything that is printed, for a document. */
    markdown: { type: 'string' },
  },
});

const benches = benchesFor({
  smoke: values.smoke,
  rounds: wholeNumber('rounds', values.rounds ?? (values.smoke ? '1' : '5')),
  sizes: (values.sizes ?? (values.smoke ? '1000,2000' : '10000,100000,1000000,5000000'))
    .split(',')
    .map((size) => wholeNumber('sizes', size))
    .toSorted((a, b) => a - b),
});
const chosen = values.only?.split(',') ?? Object.keys(benches);
for (const name of chosen)
  if (!Object.hasOwn(benches, name))
    throw new Error(`--only ${name} is not known. Choose among ${Object.keys(benches).join(', ')}.`);

mkdirSync(resolve(values.folder), { recursive: true });
const scratch = mkdtempSync(join(resolve(values.folder), 'scratch-'));
if (values.markdown) writeFileSync(values.markdown, '');
try {
  say(`${sayMachine(scratch)}; ${sayLoad()}. Medians, with the smallest and largest round in brackets.`);
  if (isInMemory(scratch))
    say('This folder is in memory: nothing here says what a disk costs. Choose one with --folder.');
  for (const [name, bench] of Object.entries(benches)) {
    if (!chosen.includes(name)) continue;
    say(`## ${name}`);
    const since = performance.now();
    say(await bench(scratch));
    say(`(${sayLoad()}; all of it took ${Math.ceil((performance.now() - since) / 1_000)} s)`);
  }
} finally {
  rmSync(scratch, { recursive: true });
}

function say(text: string): void {
  process.stdout.write(`${text}\n\n`);
  if (values.markdown) appendFileSync(values.markdown, `${text}\n\n`);
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} takes whole numbers above zero, and not "${text}".`);
  return Number(text);
}
