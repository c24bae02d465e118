import { describe, expect, test } from 'vitest';
import { SECRET_MASK } from '../../src/domain/secret.ts';
import { groupRows } from '../../src/steps/group-rows.ts';
import { resolveProfiles } from '../../src/steps/resolve-profiles.ts';
import { brief, sheetOf } from '../support/sheets.ts';

const PROFILES = {
  hosting: {
    main: {
      provider: 'GoDaddy',
      username: 'ada-login',
      password: 'file:/run/secrets/host',
      link: 'https://host.example',
    },
  },
  sequencer: { mail: { provider: 'Instantly', username: 'ada', password: 'env:SEQ', workspace: 'Team', tag: 'x' } },
};

const REGISTRANTS = {
  main: { owner_first_name: 'Ada', country: 'US', phone_number: '+12025550123' },
};

function resolve(text: string) {
  const { drafts } = groupRows(sheetOf(text).rows, { vendor: 'scaledmail', operation: null, set: {} });
  return resolveProfiles(drafts, { ...PROFILES, registrant: REGISTRANTS })[0];
}

describe('resolve-profiles', () => {
  test('a named profile fills its columns at the cell that names it', () => {
    const draft = resolve('order | domain | hosting | sequencer\nmay | alpha.example | main | mail');
    expect(draft?.findings).toEqual([]);
    expect(draft?.fields.hosting_provider).toMatchObject({ value: 'GoDaddy', at: { cell: 'C2' } });
    expect(draft?.fields.hosting_password).toMatchObject({ value: SECRET_MASK, at: { cell: 'C2' } });
    expect(draft?.fields.hosting_password?.secret?.reveal()).toEqual({ kind: 'file', path: '/run/secrets/host' });
    expect(draft?.fields.sequencer_workspace?.value).toBe('Team');
    expect(Object.keys(draft?.fields ?? {})).not.toContain('hosting_workspace');
    expect(JSON.stringify(draft)).not.toContain('ada-login');
  });

  test.each(['other', '__proto__', 'constructor'])(
    'the unknown name %s is an error that lists the known ones',
    (name) => {
      const draft = resolve(`order | domain | hosting\nmay | alpha.example | ${name}`);
      expect(brief(draft?.findings ?? [])).toEqual(['SHEET-PROFILE error C2']);
      expect(draft?.findings[0]?.message).toContain('known are main');
    },
  );

  test('a separate column may repeat the profile but not contradict it', () => {
    const draft = resolve(
      'order | domain | hosting | hosting_provider | hosting_username\nmay | alpha.example | main | GoDaddy | bo-login',
    );
    expect(brief(draft?.findings ?? [])).toEqual(['GROUP-CONFLICT error C2', 'GROUP-CONFLICT error E2']);
    expect(JSON.stringify(draft)).not.toContain('login');
  });

  test('a registrant fills what the sheet leaves open, at the cell that names it, and contradicts nothing in silence', () => {
    const draft = resolve('order | domain | registrant | city\nmay | alpha.example | main | Testville');
    expect(draft?.findings).toEqual([]);
    expect(draft?.fields.phone_number).toEqual({ value: '+12025550123', at: draft?.fields.registrant?.at });
    expect(draft?.fields.city?.value).toBe('Testville');
    expect(draft?.fields.address).toBeUndefined();
    const clash = resolve('order | domain | registrant | country\nmay | alpha.example | main | GB');
    expect(brief(clash?.findings ?? [])).toEqual(['GROUP-CONFLICT error C2', 'GROUP-CONFLICT error D2']);
    expect(clash?.findings[0]?.message).toContain('"registrant"');
  });

  test('an unknown registrant names the columns that may stand in for it', () => {
    const draft = resolve('order | domain | registrant\nmay | alpha.example | constructor');
    expect(brief(draft?.findings ?? [])).toEqual(['SHEET-PROFILE error C2']);
    expect(draft?.findings[0]?.message).toContain('known are main');
    expect(draft?.findings[0]?.fix).toMatch(/owner_first_name, .*zipcode and phone_number\.$/);
  });
});
