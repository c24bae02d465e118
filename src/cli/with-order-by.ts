import { ORDER_BY } from '../domain/order-by.ts';

/** `-price` is a value and no flag, which the parser cannot know. */
export function withOrderBy(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (words[index - 1] === '--order-by' && ORDER_BY.some((by) => by === word)) return [];
    const next = words[index + 1];
    return word === '--order-by' && ORDER_BY.some((by) => by === next) ? [`${word}=${next}`] : [word];
  });
}
