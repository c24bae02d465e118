import { SEVERITY_LOOKS, STATUS_WORDS } from '../words.ts';
import { ADDRESS } from './address.ts';
import { BASE } from './base.ts';
import { DETAILS } from './details.ts';
import { FILTERS } from './filters.ts';
import { FINDINGS } from './findings.ts';
import { MODEL } from './model.ts';
import { START } from './start.ts';
import { TABLE } from './table.ts';

const looks = {
  ...Object.fromEntries(Object.entries(STATUS_WORDS).map(([name, { look }]) => [name, look])),
  ...SEVERITY_LOOKS,
};

/** The page's own program, in plain JavaScript for any browser of these years. The page can be read without it. */
export const SCRIPT = `
(() => {
'use strict';
const TICK = '\`';
const LOOKS = ${JSON.stringify(looks)};
${[BASE, MODEL, TABLE, FILTERS, DETAILS, FINDINGS, ADDRESS, START].join('')}})();
`;
