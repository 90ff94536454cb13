import type { Handover } from '@brygga/shared/agreements/workspace/state';
import { CardId, OrganisationId, PersonId } from '@brygga/shared/ids';
import { idOf, nth, needIds } from '@brygga/shared/testing/fixtures';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffText, diffVersions } from './versionDiff.ts';

test('added and removed words are told apart', () => {
  expect(diffText('Sails over yards', 'Sails over every yard')).toEqual([
    { kind: 'same', text: 'Sails over ' },
    { kind: 'removed', text: 'yards' },
    { kind: 'added', text: 'every yard' },
  ]);
});

test('equal texts have no changes', () => {
  expect(diffText('Sails', 'Sails')).toEqual([]);
});

test('a diff without its removals is the new text, without its additions the old one', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      fc.pre(before !== after);
      const changes = diffText(before, after);
      const without = (gone: string) =>
        changes
          .filter(({ kind }) => kind !== gone)
          .map(({ text }) => text)
          .join('');
      expect(without('removed')).toBe(after);
      expect(without('added')).toBe(before);
    }),
  );
});

const version = (fields: Partial<Handover> = {}): Handover => ({
  consortium: idOf(CardId, 'consortium'),
  challenge: idOf(CardId, 'challenge'),
  name: 'Cool',
  lead: idOf(OrganisationId, 'company'),
  version: 1,
  by: idOf(PersonId, 'somebody'),
  at: 1,
  note: '',
  pitch: [{ is: 'paragraph', runs: [{ text: 'Sails.' }] }],
  ...fields,
});
const rowText = {
  share: ({ share = 0, role }: { share?: number | undefined; role: string }) => `${role} ${share}`,
  risk: ({ text }: { text: string }) => text,
};

test('only sections that changed are listed', () => {
  const share = { need: nth(needIds, 0), title: '', capability: 'finance', role: 'Pays', share: 40 } as const;
  const before = version({ shares: [share] });
  const after = version({ version: 2, shares: [{ ...share, share: 50 }] });
  expect(diffVersions(before, after, rowText).map(({ section }) => section)).toEqual(['shares']);
  expect(diffVersions(before, before, rowText)).toEqual([]);
});

test('a section that only one version has is a change', () => {
  const risks = [{ text: 'Frost', likelihood: 'low', impact: 'low', answer: '' }] as const;
  expect(diffVersions(version(), version({ risks: [...risks] }), rowText)).toEqual([
    { section: 'risks', changes: [{ kind: 'added', text: 'Frost' }] },
  ]);
});
