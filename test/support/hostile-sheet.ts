import { HOSTILE } from './hostile-text.ts';
import { HEADER } from './sheets-of-orders.ts';

/** All of it, as a vendor may say it. */
export const NASTY = Object.values(HOSTILE).join('');
/** What may stand in a file name or a header. */
export const NAME = '\u001b]0;owned\u0007\u001b[2J\u009b2J\u202e\r';
/** What a vendor may give for an id: no white space, and all the same nothing for a screen. */
export const ID = 'rec\u001b]0;owned\u0007\u001b[2J\u009b2J\u202e';

/** A zero byte is no text at all, and is refused before anything of it is shown. */
export const CELL = NASTY.replace('\u0000', '');

/** A cell as CSV writes it. */
export const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Orders whose every cell, and one header, holds what drives a terminal; `good` ones can be sent. */
export function hostileSheet(): string {
  const good = [1, 2, 3, 4].flatMap((number) => [
    `${quoted(`order ${number} ${NAME}`)},create-custom-order,scaledmail,d${number}.example,google,main.example,ada,Ada,Sample,x`,
    `${quoted(`order ${number} ${NAME}`)},,,d${number}.example,,,sam,Sam,Sample,x`,
  ]);
  const bad = Array.from({ length: 10 }, (_, column) =>
    Array.from({ length: 10 }, (_, index) => quoted(index === column ? `v${CELL}` : `${index}`)).join(','),
  );
  return `${[`${HEADER},${quoted(`header ${NAME}`)}`, ...good, ...bad].join('\n')}\n`;
}
