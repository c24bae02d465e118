import { type Command, READING, SPEAKING, TALK, WHERE } from '../command.ts';

/** What the reader detected, before any rule is asked. */
export const inspect: Command = {
  usage: 'inspect <sheets..>',
  describe: 'What the reader found: encoding, delimiter, header row, what each column means, first rows.',
  flags: [...READING, 'profile', 'json', ...TALK],
  examples: [
    ['$0 inspect may.csv', 'see how it is read before it is checked'],
    ['$0 inspect may.xlsx --sheet June --map "Web address=domain"', 'try another worksheet and a mapping'],
  ],
  load: async () => (await import('../inspect.ts')).runInspect,
};

/** An example sheet that passes `check` as it is. */
export const template: Command = {
  usage: 'template',
  describe: 'An example sheet for an operation, or for a package of the catalogue.',
  flags: ['vendor', 'operation', 'package', 'output', 'xlsx', 'no-bom', ...WHERE, ...TALK],
  examples: [
    ['$0 template --output may.csv', 'a custom order to start from'],
    ['$0 template --xlsx --output may.xlsx', 'a workbook with notes and values to choose from'],
    ['$0 template --package price_EXAMPLE --output may.csv', 'as many rows as the package has domains'],
  ],
  load: async () => (await import('../template.ts')).runTemplate,
};

/** Fills a sheet with mailboxes that the vendor suggests for each domain and person. Never spends. */
export const names: Command = {
  usage: 'names <sheets..>',
  describe: 'Suggests mailboxes for rows that have a domain and a person and no alias; writes the sheet with them.',
  flags: ['mailboxes', 'output', 'no-bom', ...READING, ...WHERE, ...SPEAKING, ...TALK],
  examples: [
    ['$0 names june.csv --vendor saleshandy --output june-named.csv', 'two mailboxes for each such row'],
    ['$0 names june.csv --vendor saleshandy --mailboxes 5', 'five, on standard output'],
  ],
  load: async () => (await import('../names.ts')).runNames,
};

/** Packages and prices from the vendor, kept in a dated file beside the ledger. */
export const catalog: Command = {
  usage: 'catalog <action>',
  describe: 'pull fetches packages and prices; show prints what was fetched last; diff, what changed since.',
  flags: ['vendor', ...WHERE, ...SPEAKING, 'json', ...TALK],
  examples: [
    ['$0 catalog pull', 'fetch packages and prices, so that `check` can count and price'],
    ['$0 catalog show', 'print them'],
    ['$0 catalog diff', 'exit 3 when the vendor sells something else now; what was fetched last stays'],
  ],
  load: async () => (await import('../catalog.ts')).runCatalog,
};

/** What each vendor takes, from the code alone: no key, no connection, no ledger. */
export const vendorsCommand: Command = {
  usage: 'vendors [id]',
  describe: 'What a vendor takes: operations, columns, limits, and rules with who says so.',
  flags: ['output', 'json', ...TALK],
  examples: [
    ['$0 vendors', 'every vendor there is'],
    ['$0 vendors scaledmail', 'its operations, columns, limits and rules'],
    ['$0 vendors scaledmail --output scaledmail.md', 'the same as a page of Markdown'],
  ],
  needsPorts: false,
  load: async () => (await import('../vendors.ts')).runVendors,
};

/** The organizations that a key sees. Their ids are part of an order's identity, so a name is only a way to write one. */
export const workspaces: Command = {
  usage: 'workspaces',
  describe: 'The workspaces (organizations) that the key sees, with their ids; --save lets sheets use their names.',
  flags: ['vendor', 'save', ...WHERE, ...SPEAKING, 'json', ...TALK],
  examples: [
    ['$0 workspaces', 'id and name of each'],
    ['$0 workspaces --save', 'keep the names in sheetorder.json, for organization_id and the environment'],
  ],
  load: async () => (await import('../workspaces.ts')).runWorkspaces,
};

/** What a code means, what became of a row, or one order's whole story: from the code, the sheets and the ledger alone. */
export const explain: Command = {
  usage: 'explain [code] [sheets..]',
  describe: 'What a code means; what became of a row (FILE:LINE); or the whole story of an order, by key or order id.',
  flags: ['output', ...READING, ...WHERE, 'json', ...TALK],
  examples: [
    ['$0 explain SM-ALIAS-COUNT', 'the page of one rule'],
    ["$0 explain 'SM-*'", 'every code of a family; without anything, every code there is'],
    ['$0 explain may.csv:14', 'what became of line 14: cells, order, payload, answer'],
    ["$0 explain 'june.xlsx#Sheet1:3' --aliases a.csv", 'the same for a worksheet with a sheet of aliases'],
    ['$0 explain 0123456789abcdef', 'what became of this order, and what to do now'],
    ['$0 explain 0123456789abcdef may.csv', 'the same, with the payload made anew from its sheet'],
    ['$0 explain recEXAMPLE1', 'the same, by the id that the vendor shows'],
    ['$0 explain --output errors.md', 'every code as one page of Markdown'],
  ],
  needsPorts: false,
  load: async () => (await import('../explain.ts')).runExplain,
};
