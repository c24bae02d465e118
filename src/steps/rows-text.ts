/** Lives in the domain because reports need it too. */
export { parseRowsText, rowsText } from '../domain/rows-text.ts';
