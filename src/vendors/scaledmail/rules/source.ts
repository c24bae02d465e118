import { error, NOTHING, orderCell, type Rule, warning } from './rule.ts';

/** SM-SOURCE: where the domains were bought. It decides what the vendor does with them, so it is never guessed. */
export const sourceRule: Rule = ({ draft, order }) => {
  const { source, operation } = order;
  if (source === 'scaledmail' || source === 'other') return NOTHING;
  const where = orderCell(draft, 'domain_source');
  if (source === null)
    return [
      error('SM-SOURCE', where, 'The order does not say where its domains were bought.', {
        fix: 'Fill `domain_source` with scaledmail (bought there) or other (held at another registrar), or add --set domain_source=scaledmail.',
      }),
    ];
  if (source !== 'buy')
    return [
      error('SM-SOURCE', where, `"${source}" is no domain source that ScaledMail knows.`, {
        fix: 'Write scaledmail or other.',
      }),
    ];
  if (operation !== 'create-custom-order')
    return [
      error('SM-SOURCE', where, `The domain source "buy" works with create-custom-order only, not with ${operation}.`, {
        fix: 'Write scaledmail or other, or order with create-custom-order.',
      }),
    ];
  if (order.settings.allowBuy)
    return [
      warning(
        'SM-SOURCE',
        where,
        'The documents of ScaledMail do not list the domain source "buy"; it was only seen in use.',
        {
          fix: 'Try it with one small order first, or register the domains with buy-domains.',
        },
      ),
    ];
  return [
    error('SM-SOURCE', where, 'The domain source "buy" registers domains for money, and is not switched on.', {
      fix: 'Write scaledmail or other, or set `allowBuy` to true in the ScaledMail settings.',
    }),
  ];
};
