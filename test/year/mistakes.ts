/** One mistake that somebody could make in the drop folder; the year must notice each of them. */
export interface Mistake {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly put: string;
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the texts are source code.
export const MISTAKES: readonly Mistake[] = [
  {
    name: 'a sheet is taken while it is still being copied',
    file: 'src/io/drop-folder/waiting.ts',
    find: '[...now].filter(([name, seen]) => seen.print !== before.get(name)?.print).map(([name]) => name)',
    put: '[...now].filter(() => false).map(([name]) => name)',
  },
  {
    name: 'the mark of a spreadsheet program is not seen',
    file: 'src/io/drop-folder/waiting.ts',
    find: 'openMarksOf(name).find((one) => files.has(one))',
    put: 'openMarksOf(name).find((one) => one === name && files.has(one))',
  },
  {
    name: 'a sheet that is done is not recognised',
    file: 'src/cli/inbox/run-sheet.ts',
    find: "return known?.place === 'done';",
    put: "return known?.place === 'done' && known.name === '';",
  },
  {
    name: 'the text that holds an account is not looked at',
    file: 'src/cli/inbox/account-holds.ts',
    find: 'if (held === undefined) return;',
    put: 'return;',
  },
  {
    name: 'no account is held when its card was refused',
    file: 'src/cli/inbox/run-sheet.ts',
    find: '  work.holdAccounts(ended.outcomes, now(run));',
    put: '',
  },
  {
    name: 'the log is left in working',
    file: 'src/io/drop-folder/shelf.ts',
    find: "    const isOver = place === 'inbox'",
    put: "    if (ending === '.log') return;\n    const isOver = place === 'inbox'",
  },
  {
    name: 'what lay beside a corrected sheet stays in attention',
    file: 'src/io/drop-folder/shelf.ts',
    find: 'for (const folder of [this.#folder.done, this.#folder.attention, this.#kept]) {',
    put: 'for (const folder of [this.#folder.done, this.#kept]) {',
  },
  {
    name: 'a sheet that stays in working is taken for a copy of itself',
    file: 'src/io/drop-folder/shelf.ts',
    find: "    if (place === 'working') return this.#leave(sheet);\n",
    put: '',
  },
  {
    name: 'what a killed run left in working is not taken up again',
    file: 'src/cli/inbox/run-inbox.ts',
    find: '  for (const sheet of shelf.left())',
    put: '  for (const sheet of shelf.left().slice(0, 0))',
  },
  {
    name: 'sheets of attention do not go on by themselves',
    file: 'src/cli/inbox/run-inbox.ts',
    find: '!again.has(digest) && run.goesOn(digest)',
    put: "digest === '' && run.goesOn(digest)",
  },
  {
    name: 'a sheet in doubt counts as done',
    file: 'src/steps/decide-place.ts',
    find: "if (status === 'unknown' || codes.includes(FORM_PENDING)) return 'watched';",
    put: "if (status === 'unknown') return 'settled';\n  if (codes.includes(FORM_PENDING)) return 'watched';",
  },
  {
    name: 'the code of a run is that of its last sheet',
    file: 'src/cli/inbox/work-through.ts',
    find: '...end.sheets.map(({ code }) => code)',
    put: '...end.sheets.slice(-1).map(({ code }) => code)',
  },
  {
    name: 'two runs work through the folder at once',
    file: 'src/cli/inbox/lock-folder.ts',
    find: 'const lock = folderLock(pathOf(folder, composition),',
    put: 'const lock = folderLock(`${pathOf(folder, composition)}-${Math.random()}`,',
  },
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the texts are source code.
