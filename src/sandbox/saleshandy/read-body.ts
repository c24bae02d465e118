import { digestOf } from '../../domain/digest.ts';
import { isCountry } from '../../vendors/saleshandy/country.ts';
import { DEFAULT_PLAN, MAX_NAME, OWNER_FIELDS, PLANS, PROVIDERS } from '../../vendors/saleshandy/limits.ts';
import { isE164 } from '../../vendors/saleshandy/phone.ts';
import { postalCodeFit } from '../../vendors/saleshandy/postal-code.ts';
import type { Fields } from '../refusal.ts';
import type { SoldDomain } from '../sandbox.ts';
import { fieldsIn, textProblems, unknownIn } from './fields.ts';
import { readDomains } from './read-domains.ts';
import { No, validator } from './refusals.ts';

export type Pays = 'checkout' | 'free' | 'replacement';

/** A body that holds together and could be sold. The registrant is checked and not kept. */
export interface Purchase {
  readonly provider: string;
  readonly plan: string;
  readonly pays: Pays;
  readonly details: readonly SoldDomain[];
  readonly digest: string;
}

const OWNER: readonly string[] = Object.values(OWNER_FIELDS);
const LONGEST_TEXT = 255;
const NAMES: ReadonlySet<string> = new Set([OWNER_FIELDS.owner_first_name, OWNER_FIELDS.owner_last_name]);
const TERMS = ['emailServiceProvider', 'planType', 'domains', 'isReplacement', 'isFreeOrder'];

/** Reads `POST /domain` as strictly as the vendor's own check is said to be; throws all that is wrong at once. */
export function readBody(text: string): Purchase {
  const body = fieldsIn(parsed(text));
  if (!body) throw new No(validator(['body must be an object']));
  const { details, problems } = readDomains(body.domains, providerOf(body));
  const wrong = [...unknownIn(body, [...OWNER, ...TERMS]), ...ownerProblems(body), ...termProblems(body), ...problems];
  if (wrong.length > 0) throw new No(validator(wrong));
  return {
    provider: providerOf(body),
    plan: typeof body.planType === 'string' ? body.planType : DEFAULT_PLAN,
    pays: body.isFreeOrder === true ? 'free' : body.isReplacement === true ? 'replacement' : 'checkout',
    details,
    digest: digestOf(body),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function providerOf(body: Fields): string {
  return typeof body.emailServiceProvider === 'string' ? body.emailServiceProvider : '';
}

function ownerProblems(body: Fields): readonly string[] {
  const texts = OWNER.flatMap((name) => textProblems(body[name], name, NAMES.has(name) ? MAX_NAME : LONGEST_TEXT));
  if (texts.length > 0) return texts;
  const [country, zipcode, phone] = [body.country, body.zipcode, body.phoneNumber].map(String);
  const known = isCountry(country ?? '');
  return [
    ...(known ? [] : ['country must be a valid ISO31661 Alpha2 code']),
    ...(known && postalCodeFit(zipcode ?? '', country ?? '') === 'wrong'
      ? [`zipcode must be valid for ${country}`]
      : []),
    ...(isE164(phone ?? '') ? [] : ['phoneNumber must be a valid phone number']),
  ];
}

function termProblems(body: Fields): readonly string[] {
  const { planType, emailServiceProvider } = body;
  const flags = ['isReplacement', 'isFreeOrder'].filter((name) => body[name] !== undefined);
  return [
    ...oneOf(emailServiceProvider, 'emailServiceProvider', PROVIDERS),
    ...(planType === undefined ? [] : oneOf(planType, 'planType', PLANS)),
    ...(emailServiceProvider === 'Azure' && planType !== undefined && planType !== 'quarterly'
      ? ['Azure only supports the quarterly planType']
      : []),
    ...flags.filter((name) => typeof body[name] !== 'boolean').map((name) => `${name} must be a boolean value`),
    ...(body.isFreeOrder === true && body.isReplacement === true
      ? ['isFreeOrder and isReplacement must not both be true']
      : []),
  ];
}

function oneOf(value: unknown, name: string, values: readonly string[]): readonly string[] {
  const fits = typeof value === 'string' && values.includes(value);
  return fits ? [] : [`${name} must be one of the following values: ${values.join(', ')}`];
}
