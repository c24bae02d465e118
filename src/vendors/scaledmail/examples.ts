import type { OperationId } from './limits.ts';

type ExampleRow = Readonly<Record<string, string>>;

const ADA = { first_name: 'Ada', last_name: 'Sample' };

/** Rows of a small order for each operation, which pass the offline rules as they are. */
export const EXAMPLES: Readonly<Record<OperationId, readonly ExampleRow[]>> = {
  'create-order': ['alpha', 'beta', 'gamma'].map((name) => ({
    order: 'example-1',
    operation: 'create-order',
    price_id: 'price_EXAMPLE',
    domain_source: 'scaledmail',
    domain: `${name}.example`,
    redirect: 'https://main.example',
    ...ADA,
  })),
  'create-custom-order': [
    {
      order: 'example-1',
      operation: 'create-custom-order',
      domain_source: 'scaledmail',
      domain: 'alpha.example',
      mailbox_type: 'google',
      redirect: 'https://main.example',
      alias: 'ada',
      ...ADA,
    },
    { order: 'example-1', domain: 'alpha.example', alias: 'ada.sample', ...ADA },
    {
      order: 'example-2',
      operation: 'create-custom-order',
      domain_source: 'scaledmail',
      domain: 'beta.example',
      mailbox_type: 'smtp',
      ...ADA,
    },
  ],
  'buy-domains': ['alpha', 'beta'].map((name) => ({
    order: 'example-1',
    operation: 'buy-domains',
    max_price: '20.00',
    domain: `${name}.example`,
  })),
  'buy-pre-warm': [
    {
      order: 'example-1',
      operation: 'buy-pre-warm',
      max_price: '150.00',
      domain: 'alpha.example',
      stock_id: 'recEXAMPLE1',
      redirect: 'https://main.example',
    },
  ],
  'submit-form': [
    {
      order: 'example-1',
      operation: 'submit-form',
      form_uuid: '00000000-0000-4000-8000-000000000000',
      domain_source: 'scaledmail',
      domain: 'alpha.example',
      mailbox_type: 'google',
      ...ADA,
    },
  ],
};
