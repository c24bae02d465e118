/** Shorter secrets are too common as a part of other words to be covered wherever they stand. */
export const SHORTEST_ANYWHERE = 4;

const SHORTEST_CORE = 8;

/** What to look for, and what to write in its place. */
export interface SecretForm {
  readonly text: string;
  /** How many characters at each end stay, e.g. the quotes around a short secret. */
  readonly keep: number;
}

/** Every spelling in which a secret may come back in a reply, an address or a log line. */
export function formsOf(secret: string): readonly SecretForm[] {
  if (secret === '') return [];
  if (secret.length < SHORTEST_ANYWHERE) return quotedForms(secret);
  const texts = [secret, ...jsonForms(secret), ...urlForms(secret), htmlForm(secret), ...base64Forms(secret)];
  return [...new Set(texts)].map((text) => ({ text, keep: 0 }));
}

/** A whole JSON string, also when that is inside another one. */
function quotedForms(secret: string): readonly SecretForm[] {
  return jsonForms(secret).flatMap((text) => [
    { text: `"${text}"`, keep: 1 },
    { text: `\\"${text}\\"`, keep: 2 },
  ]);
}

/** As it stands inside a JSON string, also when that is inside another one, and as cautious writers spell it. */
function jsonForms(text: string): readonly string[] {
  const once = inner(text);
  const slashes = once.replaceAll('/', '\\/');
  const ascii = [once, slashes].map((form) => form.replace(/[^ -~]/g, unicodeEscape));
  return [...new Set([once, inner(once), slashes, ...ascii])];
}

function inner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function urlForms(text: string): readonly string[] {
  // Half of a character cannot stand in an address, and asking for it throws.
  const wellFormed = Buffer.from(text).toString();
  const form = new URLSearchParams({ a: text }).toString().slice(2);
  const forms = [form, form.replaceAll('+', '%20'), encodeURIComponent(wellFormed)];
  return forms.flatMap((one) => [one, one.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]);
}

function htmlForm(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}

/** Alone, and as a part of a longer text such as `user:password`, where it may start at any of three places. */
function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const whole = bytes.toString('base64').replace(/=+$/, '');
  const cores = [0, 1, 2].map((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const sure = Math.floor((padded.length * 8) / 6);
    return padded.toString('base64').slice(Math.ceil((offset * 8) / 6), sure);
  });
  const forms = [whole, ...cores.filter((core) => core.length >= SHORTEST_CORE)];
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}
