const REGISTRATION = 'registration:';

/** The claim of an order that registers a domain; an order of mailboxes on that domain claims the bare name. */
export function registrationClaim(domain: string): string {
  return `${REGISTRATION}${domain}`;
}

/** The domains that these claims register. */
export function registeredBy(claims: readonly string[]): readonly string[] {
  return claims.flatMap((claim) => (claim.startsWith(REGISTRATION) ? [claim.slice(REGISTRATION.length)] : []));
}

/** A claim as it stands in a sentence. */
export function sayClaim(claim: string): string {
  const [domain] = registeredBy([claim]);
  return domain === undefined ? claim : `The registration of ${domain}`;
}
