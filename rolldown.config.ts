import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown';

/** What can be started or imported, each built to `dist/<name>.js`. A new one is one line here. */
const ENTRIES = ['cli/main', 'cli/demo', 'cli/write-schemas', 'cli/check-worker', 'index'];

/**
 * Packages that the program loads with `createRequire` at the moment of first use, because what uses them cannot wait:
 * each becomes a file of its own, which a run that needs none of it never reads.
 */
const LATE: Readonly<Record<string, string>> = {
  '@e965/xlsx': 'packages/xlsx',
  fflate: 'packages/fflate',
  'libphonenumber-js/min': 'packages/libphonenumber',
  'postcode-validator': 'packages/postcode-validator',
};

/** Holds machine code, so it is installed and not bundled. */
const INSTALLED = ['@photostructure/sqlite'];

const ROOT = import.meta.dirname;
const AT = 'sheetorder-dist:';

/** Paths beside a source file hold wherever its code ends up: chunks lie elsewhere than the files that they are made of. */
function placed(): Plugin {
  return {
    name: 'placed',
    transform(code, id) {
      if (!id.startsWith(join(ROOT, 'src')) || !code.includes('import.meta.url')) return null;
      const home = relative(join(ROOT, 'src'), dirname(id)).replaceAll('\\', '/');
      return code
        .replace(/new URL\('(\.[^']*)', import\.meta\.url\)/g, (_, path: string) => {
          return `new URL('${AT}${posix.join(home || '.', path)}', import.meta.url)`;
        })
        .replace(/createRequire\(import\.meta\.url\)\('([^']+)'\)/g, (whole, name: string) => {
          return LATE[name] ? `createRequire(import.meta.url)('${AT}${LATE[name]}.cjs')` : whole;
        });
    },
    renderChunk(code, { fileName }) {
      const found = new RegExp(`${AT}([^'"\`]*)`, 'g');
      return code.replace(found, (_, path: string) => {
        const there = posix.relative(posix.dirname(fileName), path);
        return there.startsWith('.') ? there : `./${there}`;
      });
    },
  };
}

/**
 * yargs measures its help with patterns that take Node 40 ms to read, also where no help is asked for. Here it measures
 * with what all our tables are measured with.
 */
function ownWidths(): Plugin {
  const own = join(ROOT, 'src/cli/terminal/text-width.ts');
  return {
    name: 'own-widths',
    load: (id) => (WIDTHS.test(id) ? `export { widthOf as default } from ${JSON.stringify(own)};` : null),
  };
}

const WIDTHS = /node_modules[\\/]string-width[\\/]index\.js$/;

const taken = new Map<string, string>();

/** Writes down the licence of everything that the builds took in. */
function notices(): Plugin {
  return {
    name: 'notices',
    writeBundle(_, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') for (const id of Object.keys(chunk.modules)) take(id);
      const all = [...taken]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, text]) => `## ${name}\n\n${text.trim()}\n`);
      writeFileSync(join(ROOT, 'dist/THIRD-PARTY.md'), `${[TITLE, ...all].join('\n')}`);
    },
  };
}

const TITLE = '# What of others is in these files, and under which licence\n';

function take(id: string): void {
  const [, home] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/')) ?? [];
  if (home === undefined) return;
  const { name, version, license } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const file = readdirSync(home).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} has no licence beside it`);
  taken.set(`${name} ${version} (${license})`, readFileSync(join(home, file), 'utf8'));
}

/**
 * What help needs is one file, and what nearly every command needs is another: each file costs about as much to open as
 * twenty kilobytes to read. All of it in one file would make help read what it does not need.
 */
const GROUPS = [
  { name: 'start', test: /src\/cli\/start\.ts$/, priority: 2 },
  { name: 'core', test: /src\/cli\/(compose|run-command|commands\/check)\.ts$/, priority: 1 },
];

const shared = {
  cwd: ROOT,
  platform: 'node',
  external: [...INSTALLED, /^node:/],
} as const satisfies RolldownOptions;

/**
 * Lines and names stay as they are written, so that the stack of a BUG can be read without a source map; that costs
 * nothing that could be measured. Comments go.
 */
const output = { minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } } } as const;

export default defineConfig([
  {
    ...shared,
    input: Object.fromEntries(ENTRIES.map((name) => [name, `src/${name}.ts`])),
    plugins: [placed(), ownWidths(), notices()],
    output: {
      ...output,
      dir: 'dist',
      format: 'esm',
      chunkFileNames: 'chunks/[name].js',
      cleanDir: true,
      codeSplitting: { groups: GROUPS },
    },
  },
  ...Object.entries(LATE).map(
    ([name, path]): RolldownOptions => ({
      ...shared,
      input: { [path]: name },
      // SheetJS asks for tables of old code pages, which no workbook of today needs.
      resolve: { alias: { './dist/cpexcel.js': join(ROOT, 'nothing') } },
      plugins: [notices()],
      output: { ...output, dir: 'dist', format: 'cjs', entryFileNames: '[name].cjs', exports: 'named' },
    }),
  ),
]);
