import { MAX_TAG } from '../limits.ts';
import { error, NOTHING, type Rule } from './rule.ts';

/** SM-TAG-LEN: at most 20 characters. SM-TAG-UNIQUE needs the whole batch and is checked there. */
export const tagRule: Rule = ({ draft, order }) => {
  const cell = draft.fields.tag;
  if (!cell || !order.tag || order.tag.length <= MAX_TAG) return NOTHING;
  const message = `The tag has ${order.tag.length} characters; ScaledMail takes at most ${MAX_TAG}.`;
  return [error('SM-TAG-LEN', cell, message, { fix: `Shorten it to ${MAX_TAG} characters, or empty it.` })];
};
