import type { OperationId } from './limits.ts';

type ExampleRow = Readonly<Record<string, string>>;

const ADA = { first_name: 'Ada', last_name: 'Sample' };

/** Rows of a small order for each operation, which pass the rules as they are, and which the sandbox sells. */
export const EXAMPLES: Readonly<Record<OperationId, readonly ExampleRow[]>> = {
  'create-order': ['alpha', 'beta', 'gamma'].map((name) => ({
    order: 'example-1',
    operation: 'create-order',
    price_id: 'price_SANDBOX_GOOGLE_3',
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
      domain: 'warm-1.example',
      stock_id: 'recWARM1',
      redirect: 'https://main.example',
    },
  ],
  'submit-form': ['form-a1', 'form-a2'].map((name) => ({
    order: 'example-1',
    operation: 'submit-form',
    form_uuid: '11111111-aaaa-4bbb-8ccc-000000000001',
    domain_source: 'scaledmail',
    domain: `${name}.example`,
    mailbox_type: 'google',
    ...ADA,
  })),
};
