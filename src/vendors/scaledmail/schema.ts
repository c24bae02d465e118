import { z } from 'zod';
import { once } from '../../domain/once.ts';
import { Secret } from '../../domain/secret.ts';
import type { Shape } from '../read-list.ts';
import { MAX_ALIAS, MAX_NAME, MAX_PICTURE, MAX_REGISTRATION, MAX_TAG, type OperationId } from './limits.ts';

/** The bodies we send; stricter than the vendor, since a wrong body may still be charged. */
export const bodySchemas = once(() => {
  const name = z.string().min(1).max(MAX_NAME);
  const filled = z.string().min(1);
  const secret = z.instanceof(Secret);

  const alias = z.strictObject({
    first_name: name,
    last_name: name,
    alias: z
      .string()
      .min(1)
      .max(MAX_ALIAS)
      .regex(/^[^@\s]+$/),
    profile_picture: filled.max(MAX_PICTURE).optional(),
  });

  const domain = z.strictObject({
    domain: filled,
    redirect: filled.optional(),
    first_name: name.optional(),
    last_name: name.optional(),
    profile_picture: filled.max(MAX_PICTURE).optional(),
    aliases: z.array(alias).min(1).optional(),
  });

  const domains = z.array(domain).min(1);
  const provider = z.strictObject({ domains });
  const google = z.strictObject({
    mailboxes_per_domain: z.union([z.literal(2), z.literal(3), z.literal(4)]).optional(),
    domains,
  });
  const providers = z
    .strictObject({ google: google.optional(), outlook: provider.optional(), smtp: provider.optional() })
    .refine((types) => Object.keys(types).length > 0, 'at least one mailbox type is needed');

  const login = { provider: filled, username: secret, password: secret, link: filled.optional() };
  const common = {
    tag: filled.max(MAX_TAG).optional(),
    hosting: z.strictObject(login).optional(),
    sequencer: z.strictObject({ ...login, workspace: filled.optional(), tag: filled.optional() }).optional(),
  };
  const quantity = z.int().min(1).optional();
  const stocked = z.strictObject({ id: filled, domain: filled, redirect: filled.optional() });
  const linked = z.strictObject({ ...login, link: filled, workspace: filled.optional(), tag: filled.optional() });

  return {
    'create-order': z.union([
      z.strictObject({ ...common, quantity, domains }),
      z.strictObject({ ...common, quantity, providers }),
    ]),
    'create-custom-order': z.strictObject({ ...common, providers }),
    'submit-form': z.strictObject({ ...common, providers }),
    'buy-domains': z.strictObject({ domains: z.array(filled).min(1).max(MAX_REGISTRATION) }),
    'buy-pre-warm': z.strictObject({ tag: common.tag, domains: z.array(stocked).min(1), sequencer: linked.optional() }),
  } satisfies Record<OperationId, z.ZodType>;
});

/** Text or a number, as text without white space at its ends; nothing is the empty text. */
export const text = once(() =>
  z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => (value === null || value === undefined ? '' : String(value).trim())),
);
export const id = once(() => z.union([z.string().min(1), z.number()]).transform(String));

const listedDomain = once(() =>
  z
    .looseObject({
      domain: z.string().optional(),
      name: z.string().optional(),
      payment_id: text(),
      tag: text(),
      status: text(),
      order_type: z.unknown().optional(),
      total_mailboxes: z.unknown().optional(),
      mailbox: z.unknown().optional(),
    })
    .transform((row) => ({ ...row, domain: (row.domain ?? row.name ?? '').trim().toLowerCase() }))
    .refine((row) => row.domain !== ''),
);

/** `GET /domains` is not documented: `domains`, `data` and a bare array were all seen. */
const domainList = once(() =>
  z.union([
    z.array(listedDomain()),
    z
      .looseObject({ domains: z.array(listedDomain()), total: z.number().optional() })
      .refine((list) => isWhole(list.total, list.domains))
      .transform((list) => list.domains),
    z
      .looseObject({ data: z.array(listedDomain()), total: z.number().optional() })
      .refine((list) => isWhole(list.total, list.data))
      .transform((list) => list.data),
  ]),
);

const listedOrder = once(() => z.looseObject({ id: id(), status: text() }));
const orderList = once(() => z.looseObject({ total: z.number().optional(), payments: z.array(listedOrder()) }));

const orderDetails = once(() =>
  z.looseObject({
    id: id(),
    tag: text(),
    status: text(),
    created_at: text(),
    amount: z.unknown().optional(),
    packages: z.array(z.looseObject({ domains: z.array(z.looseObject({ name: z.string() })).nullish() })).nullish(),
  }),
);

const domainName = once(() =>
  z
    .union([
      z.string(),
      z.looseObject({ domain: z.string() }).transform((row) => row.domain),
      z.looseObject({ name: z.string() }).transform((row) => row.name),
    ])
    .transform((domain) => domain.trim().toLowerCase()),
);
/** What only helps to fill a form in: of another type it counts as missing. */
const hint = once(() => z.string().nullish().catch(null));
const wholeNumber = once(() => z.coerce.number().int().min(1).nullish().catch(null));
const formData = once(() =>
  z.looseObject({
    quantity: wholeNumber(),
    domains_required: wholeNumber(),
    domains: z
      .array(domainName())
      .nullish()
      .transform((names) => [...new Set((names ?? []).filter((name) => name !== ''))]),
    provider: hint(),
    domain_source: hint(),
    order_type: hint(),
    mailbox_type: hint(),
  }),
);
const form = once(() =>
  z.looseObject({
    uuid: text(),
    payment_id: text(),
    description: hint(),
    created_at: hint(),
    amount: z.unknown().optional(),
    data: formData().nullish(),
  }),
);
const formList = once(() => z.looseObject({ total: z.number().optional(), forms: z.array(form()) }));

const part = once(() => z.looseObject({ mailbox: z.number().optional(), domains: z.number().optional() }).nullish());
const listedPackage = once(() =>
  z.looseObject({
    id: z.string().min(1),
    name: text(),
    price: z.unknown().optional(),
    domains: z.int().min(0),
    frequency: text(),
    google: part(),
    microsoft: part(),
    outlook: part(),
    smtp: part(),
  }),
);
const packageList = once(() => z.looseObject({ total: z.number().optional(), packages: z.array(listedPackage()) }));

export type ListedDomain = z.output<ReturnType<typeof listedDomain>>;
export type OrderDetails = z.output<ReturnType<typeof orderDetails>>;
export type ListedForm = z.output<ReturnType<typeof form>>;
export type ListedPackage = z.output<ReturnType<typeof listedPackage>>;

export const readDomainList = shapeOf(domainList);
export const readOrderList = shapeOf(orderList);
export const readOrderDetails = shapeOf(orderDetails);
export const readFormList = shapeOf(formList);
export const readPackageList = shapeOf(packageList);

/** False when the vendor counts more or fewer than it lists: there are pages we did not read. */
export function isWhole(total: number | undefined, list: readonly unknown[]): boolean {
  return total === undefined || total === list.length;
}

/** What a list reader is made of. */
export function shapeOf<T>(schema: () => z.ZodType<T>): Shape<T> {
  return (json) => {
    const parsed = schema().safeParse(json);
    return parsed.success ? parsed.data : undefined;
  };
}
