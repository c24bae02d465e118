/** True when the configuration sets nothing of a vendor, so that its settings are the defaults. */
export function isUnset(raw: unknown): boolean {
  if (raw === undefined || raw === null) return true;
  return typeof raw === 'object' && !Array.isArray(raw) && Object.keys(raw).length === 0;
}
