/** More different texts than this are names of orders or the like, which are not worth keeping. */
const MOST = 1_000;

/** The same function, which works out what it is asked again and again only once; for names that many orders share. */
export function remembering(of: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  let last = '';
  let answer = '';
  return (text) => {
    // Orders of one client, vendor or sheet stand together.
    if (text === last && text !== '') return answer;
    answer = known.get(text) ?? of(text);
    last = text;
    if (known.size < MOST) known.set(text, answer);
    return answer;
  };
}
