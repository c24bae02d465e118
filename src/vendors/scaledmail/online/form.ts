import type { Finding } from '../../../domain/finding.ts';
import { count, error, orderCell, warning } from '../../findings.ts';
import type { ListedForm } from '../schema.ts';
import { eachDomain, type OnlineInspection, type OnlineRule, untold } from './question.ts';

const CODE = 'SMO-FORM-MATCH';

/** SMO-FORM-MATCH: the form still waits, and for exactly these domains. */
export const formMatchRule: OnlineRule = (inspection) => {
  const { draft, order, online } = inspection;
  if (order.operation !== 'submit-form' || order.formUuid === null || !online.forms) return [];
  const where = orderCell(draft, 'form_uuid');
  if (!online.forms.told) return [untold(CODE, where, 'whether the form waits for these domains', online.forms.why)];
  const form = online.forms.value.find(({ uuid }) => uuid === order.formUuid);
  if (!form)
    return [
      error(CODE, where, `No form "${order.formUuid}" waits to be filled in.`, {
        fix: 'It may be filled in already: `sheetorder forms` lists those that wait.',
      }),
    ];
  return (form.data?.domains ?? []).length > 0 ? compare(form, inspection) : compareCount(form, inspection);
};

function compare({ data, payment_id }: ListedForm, inspection: OnlineInspection): readonly Finding[] {
  const wanted = data?.domains ?? [];
  const given = eachDomain(inspection);
  const names = new Set(given.map(({ domain }) => domain));
  const ofOrder = payment_id ? ` of order ${payment_id}` : '';
  const missing = wanted.filter((domain) => !names.has(domain));
  return [
    ...missing.map((domain) =>
      error(
        CODE,
        orderCell(inspection.draft, 'form_uuid'),
        `The form${ofOrder} waits for ${domain} too, which is not in this order.`,
        {
          fix: `Add rows for ${domain}.`,
        },
      ),
    ),
    ...given
      .filter(({ domain }) => !wanted.includes(domain))
      .map(({ domain, from }) =>
        error(CODE, from.domain, `The form${ofOrder} does not wait for ${domain}.`, { fix: `Take ${domain} out.` }),
      ),
  ];
}

/** A form that names no domains still says how many it wants. */
function compareCount({ data }: ListedForm, inspection: OnlineInspection): readonly Finding[] {
  const where = orderCell(inspection.draft, 'form_uuid');
  const wanted = data?.domains_required ?? null;
  const given = eachDomain(inspection).length;
  if (wanted !== null && wanted !== given)
    return [
      error(CODE, where, `The form waits for ${count(wanted, 'domain')}, and the order has ${given}.`, {
        fix: 'Compare it with the form in the app of ScaledMail.',
      }),
    ];
  return [
    warning(CODE, where, 'Not checked: whether the form waits for these domains, since it names none.', {
      fix: 'Compare them with the form in the app of ScaledMail.',
    }),
  ];
}
