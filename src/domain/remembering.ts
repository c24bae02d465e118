/** More different texts than this are names of orders or the like, which are not worth keeping. */
const MOST = 1_000;

/** The same function, which works out what it is asked again and again only once; for names that many orders share. */
export function remembering(of: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const answer = known.get(text) ?? of(text);
    if (known.size < MOST) known.set(text, answer);
    return answer;
  };
}
