const ENDINGS = [
  '',
  '"',
  '":0',
  ':0',
  '0',
  '"":0',
  ...['rue', 'ue', 'e', 'alse', 'lse', 'se', 'ull', 'll', 'l'],
  ...['\\"', '0"', '00"', '000"', '0000"', '\\":0', '0":0', '00":0', '000":0', '0000":0'],
];

/**
 * Completes a JSON object whose text was cut short, or gives undefined when the text is not the beginning of one. The
 * last value may be wrong, since its end is made up.
 */
export function completeCutJson(text: string): unknown {
  const start = text.trimStart();
  if (!start.startsWith('{')) return undefined;
  const closers = openBrackets(start);
  if (closers === '') return undefined;
  for (const ending of ENDINGS) {
    const value = parseJson(start + ending + closers);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The value of a JSON text, or undefined when it is not one. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function openBrackets(text: string): string {
  let closers = '';
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString && character === '\\') at += 1;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === '{') closers = `}${closers}`;
    else if (character === '[') closers = `]${closers}`;
    else if (character === '}' || character === ']') closers = closers.slice(1);
  }
  return closers;
}
