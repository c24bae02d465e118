const OWNER = {
  owner_first_name: 'Ada',
  owner_last_name: 'Sample',
  company_name: 'Sample Ltd',
  address: '1 Test Street',
  city: 'Testville',
  state: 'CA',
  country: 'US',
  zipcode: '90001',
  phone_number: '+12025550123',
};

/** Rows of a small order, which pass the offline rules as they are once the field names are verified. */
export const EXAMPLE: readonly Readonly<Record<string, string>>[] = [
  {
    order: 'example-1',
    vendor: 'saleshandy',
    operation: 'purchase',
    ...OWNER,
    email_service_provider: 'Google',
    plan_type: 'quarterly',
    domain: 'alpha.example',
    redirect: 'main.example',
    alias: 'ada',
    first_name: 'Ada',
    last_name: 'Sample',
  },
  { order: 'example-1', domain: 'alpha.example', alias: 'sam', first_name: 'Sam', last_name: 'Sample' },
];
