import { MAX_NAME } from '../../vendors/saleshandy/limits.ts';
import { settingsOf } from '../../vendors/saleshandy/settings.ts';
import type { MailboxType, SoldDomain, SoldMailbox } from '../sandbox.ts';
import { fieldsIn, textProblems, unknownIn } from './fields.ts';

/** The names that the vendor is taken to use: the defaults of our settings, so that other ones are refused here. */
const NAMES = settingsOf({}).fields;
const HOST = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/;
const LOCAL = /^(?!\.)(?!.*\.\.)[A-Za-z0-9._-]{1,64}(?<!\.)$/;

interface Read<T> {
  readonly details: T;
  readonly problems: readonly string[];
}

/** Reads the `domains` of a body, and says everything that is wrong in them. */
export function readDomains(value: unknown, provider: string): Read<readonly SoldDomain[]> {
  if (!Array.isArray(value)) return { details: [], problems: ['domains must be an array'] };
  if (value.length === 0) return { details: [], problems: ['domains should not be empty'] };
  const read = value.map((item, index) => readDomain(item, `domains.${index}.`, typeOf(provider)));
  const names = read.map(({ details }) => details.domain).filter((name) => name !== '');
  const twice = new Set(names).size === names.length ? [] : ["All domains's elements must be unique"];
  return {
    details: read.map(({ details }) => details),
    problems: [...read.flatMap(({ problems }) => problems), ...twice],
  };
}

/** The record's words for what mailboxes run on; the order's terms hold the vendor's own. */
function typeOf(provider: string): MailboxType {
  return provider === 'Google' ? 'google' : 'outlook';
}

function readDomain(item: unknown, where: string, type: MailboxType): Read<SoldDomain> {
  const fields = fieldsIn(item);
  const empty = { domain: '', type, redirect: '', mailboxes: [] };
  if (!fields) return { details: empty, problems: [`${where.slice(0, -1)} must be an object`] };
  const { domain: nameField, redirect: redirectField, mailboxes: boxesField } = NAMES;
  const domain = fields[nameField];
  const redirect = fields[redirectField];
  const boxes = readMailboxes(fields[boxesField], `${where}${boxesField}`, String(domain));
  const named = textProblems(domain, `${where}${nameField}`, 253);
  const problems = [
    ...unknownIn(fields, [nameField, redirectField, boxesField], where),
    ...named,
    ...(named.length === 0 && !HOST.test(String(domain)) ? [`${where}${nameField} must be a valid domain name`] : []),
    ...(redirect === undefined || (typeof redirect === 'string' && HOST.test(redirect))
      ? []
      : [`${where}${redirectField} must be a bare domain`]),
    ...boxes.problems,
  ];
  const details = {
    ...empty,
    domain: typeof domain === 'string' ? domain : '',
    redirect: String(redirect ?? ''),
    mailboxes: boxes.details,
  };
  return { details, problems };
}

function readMailboxes(value: unknown, where: string, domain: string): Read<readonly SoldMailbox[]> {
  if (!Array.isArray(value)) return { details: [], problems: [`${where} must be an array`] };
  if (value.length === 0) return { details: [], problems: [`${where} should not be empty`] };
  const read = value.map((item, index) => readMailbox(item, `${where}.${index}.`, domain));
  const names = read.map(({ details }) => details.alias.toLowerCase());
  const twice = new Set(names).size === names.length ? [] : [`All ${where}'s elements must be unique`];
  return {
    details: read.map(({ details }) => details),
    problems: [...read.flatMap(({ problems }) => problems), ...twice],
  };
}

function readMailbox(item: unknown, where: string, domain: string): Read<SoldMailbox> {
  const fields = fieldsIn(item);
  if (!fields)
    return {
      details: { first_name: '', last_name: '', alias: '' },
      problems: [`${where.slice(0, -1)} must be an object`],
    };
  const emailField = NAMES.email ?? 'email';
  const [first, last, email] = [NAMES.firstName, NAMES.lastName, emailField].map((name) => fields[name]);
  const local = typeof email === 'string' && email.endsWith(`@${domain}`) ? email.slice(0, -domain.length - 1) : '';
  const problems = [
    ...unknownIn(fields, [NAMES.firstName, NAMES.lastName, emailField], where),
    ...textProblems(first, `${where}${NAMES.firstName}`, MAX_NAME),
    ...textProblems(last, `${where}${NAMES.lastName}`, MAX_NAME),
    ...(LOCAL.test(local) ? [] : [`${where}${emailField} must be an email of the domain`]),
  ];
  return { details: { first_name: String(first), last_name: String(last), alias: local }, problems };
}
