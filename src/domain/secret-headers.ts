import { columnOf, nearColumn } from './columns.ts';

/** Words for passwords and the like, in the languages whose sheets are likeliest. */
const WORDS =
  /pas+w|passcode|passphrase|pwd|pswd|secret|token|credential|login|log-in|apikey|kennwort|geheim|contrase|senha|wachtwoord|motdepasse|mdp|has[lł]o/i;
const WHOLE = /^(?:.*[\s_-])?(?:pw|pass|key|pin|otp|2fa|mfa|user|auth|cvc|cvv)(?:[\s_-].*|\d*)$/i;

/** True for a header that we do not use and that a secret may stand under: such values are never shown. */
export function mayHoldSecrets(header: string): boolean {
  const text = header.trim();
  const squeezed = text.replace(/[\s_-]/g, '');
  const known = columnOf(header) ?? nearColumn(header);
  return known?.secret === true || WORDS.test(squeezed) || WHOLE.test(text);
}
