import type { Finding } from '../../../domain/finding.ts';
import { error, type Inspection, NOTHING, orderCell, type Rule, warning } from './rule.ts';

const PATH_SAFE = /^[A-Za-z0-9_-]+$/;

/** SM-PRICE-ID: a package order names its package, and no other order does. */
export const priceIdRule: Rule = ({ draft, order }) => {
  const { priceId, operation } = order;
  if (operation !== 'create-order' && priceId === null) return NOTHING;
  const where = orderCell(draft, 'price_id');
  if (operation !== 'create-order')
    return [
      error('SM-PRICE-ID', where, `A ${operation} takes no price id; it would not buy this package.`, {
        fix: 'Empty `price_id`, or order with create-order.',
      }),
    ];
  if (priceId === null)
    return [
      error('SM-PRICE-ID', where, 'A package order needs the price id of its package.', {
        fix: 'Fill `price_id`; `sheetorder catalog show` lists them.',
      }),
    ];
  if (!PATH_SAFE.test(priceId))
    return [
      error('SM-PRICE-ID', where, 'A price id holds only letters, digits, "_" and "-".', {
        fix: 'Copy the price id from `sheetorder catalog show`.',
      }),
    ];
  if (priceId.startsWith('price_')) return NOTHING;
  return [
    warning('SM-PRICE-ID', where, 'Price ids of ScaledMail begin with "price_"; this one does not.', {
      fix: 'Compare it with `sheetorder catalog show`.',
    }),
  ];
};

/** SM-QUANTITY: a whole number of package units. */
export const quantityRule: Rule = ({ draft, order }) => {
  const cell = draft.fields.quantity;
  if (!cell?.value.trim()) return NOTHING;
  if (order.operation !== 'create-order')
    return [
      error('SM-QUANTITY', cell, `A quantity counts packages, and a ${order.operation} has none.`, {
        fix: 'Empty `quantity`.',
      }),
    ];
  if (order.quantity !== null) return NOTHING;
  return [
    error('SM-QUANTITY', cell, `"${cell.value}" is no whole number from 1.`, {
      fix: 'Write how many units of the package to buy, for example 1.',
    }),
  ];
};

/** SM-FORM-UUID: a form that is filled in names the paid order's form, and no other order does. */
export const formRule: Rule = (inspection) => formFindings(inspection);

function formFindings({ draft, order }: Inspection): readonly Finding[] {
  const { formUuid, operation } = order;
  if (operation !== 'submit-form' && formUuid === null) return NOTHING;
  const where = orderCell(draft, 'form_uuid');
  if (operation !== 'submit-form')
    return [
      error(
        'SM-FORM-UUID',
        where,
        `A ${operation} would buy a new order and leave this paid one without its domains.`,
        {
          fix: 'Order with submit-form, or empty `form_uuid`.',
        },
      ),
    ];
  if (formUuid === null)
    return [
      error('SM-FORM-UUID', where, 'A submit-form order needs the id of the form to fill in.', {
        fix: 'Fill `form_uuid`; `sheetorder forms` lists the forms that wait.',
      }),
    ];
  if (PATH_SAFE.test(formUuid)) return NOTHING;
  return [
    error('SM-FORM-UUID', where, 'A form id holds only letters, digits, "_" and "-".', {
      fix: 'Copy the form id from `sheetorder forms`.',
    }),
  ];
}
