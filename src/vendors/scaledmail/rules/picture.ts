import type { Finding } from '../../../domain/finding.ts';
import type { Cell } from '../../../domain/place.ts';
import { MAX_PICTURE } from '../limits.ts';
import type { OrderDomain } from '../order.ts';
import { error, inEach, NOTHING, type Rule, warning } from './rule.ts';

/** How PNG, JPEG, GIF, WebP and SVG files begin in base64. */
const IMAGE_START = /^(iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|PHN2Zy|PD94bWw)/;
const LONG_BLOB = /^[A-Za-z0-9+/]{60,}={0,2}$/;

/** SM-PIC-LEN, SM-PIC-BASE64 and SM-PIC-URL: a picture is a short web address. */
export const pictureRule: Rule = ({ order }) =>
  inEach(order.domains, (domain) => {
    if (!hasPicture(domain)) return NOTHING;
    const { from } = domain;
    const cells = [from.fields.domain_profile_picture, from.fields.profile_picture];
    const aliasCells = from.aliases.map((alias) => alias.fields.profile_picture);
    return inEach([...cells, ...aliasCells], (cell) => (cell?.value.trim() ? checkPicture(cell) : NOTHING));
  });

function hasPicture({ picture, aliases }: OrderDomain): boolean {
  return picture !== null || aliases.some((alias) => alias.picture !== null);
}

function checkPicture(cell: Cell): readonly Finding[] {
  const text = cell.value.trim();
  return [...checkLength(cell, text), ...checkKind(cell, text)];
}

function checkLength(cell: Cell, text: string): readonly Finding[] {
  if (text.length <= MAX_PICTURE) return [];
  const message = `The picture has ${text.length} characters; ScaledMail takes at most ${MAX_PICTURE}.`;
  return [error('SM-PIC-LEN', cell, message, { fix: 'Use a shorter web address.' })];
}

function checkKind(cell: Cell, text: string): readonly Finding[] {
  if (/^data:/i.test(text) || /;base64,/i.test(text) || IMAGE_START.test(text) || LONG_BLOB.test(text))
    return [
      error('SM-PIC-BASE64', cell, 'The cell holds a picture itself; ScaledMail takes only its web address.', {
        fix: 'Put the picture on the web and write its address.',
      }),
    ];
  if (/^https?:\/\//i.test(text)) return [];
  return [
    warning('SM-PIC-URL', cell, 'The picture does not begin with https:// or http://.', {
      fix: `Write https://${text} if that is its address.`,
    }),
  ];
}
