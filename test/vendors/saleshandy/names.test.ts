import { describe, expect, test } from 'vitest';
import { suggestNames } from '../../../src/vendors/saleshandy/names.ts';
import { hostileReplies } from '../hostile-replies.ts';
import { playBack } from '../playback.ts';

const WANTED = { domain: 'alpha.example', firstName: 'Ada', lastName: 'Sample', count: 3 };
const PATH = '/domain/generate-mailbox-names';

function suggest(body: unknown, status = 201) {
  return playBack(suggestNames(WANTED), { [PATH]: { status, body } });
}

describe('suggested names', () => {
  test('are asked for in one read that costs nothing', () => {
    const { requests } = suggest({ payload: ['ada.sample'] });
    expect(requests).toMatchObject([
      { effect: 'read', method: 'POST', path: PATH, body: { firstName: 'Ada', lastName: 'Sample', count: 3 } },
    ]);
  });

  test.each([
    ['texts', { payload: ['ada.sample', 'asample', 'sampleada'] }],
    [
      'addresses',
      { payload: { emails: ['ada.sample@alpha.example', 'asample@ALPHA.example', 'sampleada@alpha.example'] } },
    ],
    [
      'objects',
      { payload: { suggestions: [{ email: 'ada.sample' }, { name: 'asample' }, { username: 'sampleada' }] } },
    ],
  ])('are read as %s', (_name, body) => {
    expect(suggest(body).result).toEqual({ kind: 'read', names: ['ada.sample', 'asample', 'sampleada'] });
  });

  test('that no mail system takes, of another domain, and given twice are left out; no more come than were wanted', () => {
    const payload = ['ada..sample', 'eve@other.example', 'ada', 'ADA', 'a@b@alpha.example', '', 'as', 'sa', 'more'];
    expect(suggest({ payload }).result).toEqual({ kind: 'read', names: ['ada', 'as', 'sa'] });
  });

  test('are not made up from an answer of another form', () => {
    expect(suggest({ payload: 'ada' }).result).toMatchObject({ kind: 'failed', failure: { unauthorised: false } });
    expect(suggest({ message: 'Invalid token' }, 400).result).toMatchObject({ failure: { unauthorised: true } });
    for (const [, reply] of hostileReplies)
      expect(['read', 'failed']).toContain(playBack(suggestNames(WANTED), { [PATH]: reply }).result.kind);
  });
});
