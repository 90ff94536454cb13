import type { Handover } from '@brygga/shared/agreements/workspace/state';
import { CardId, OrganisationId, PersonId } from '@brygga/shared/ids';
import { idOf, nth, needIds } from '@brygga/shared/testing/workshop';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffText, diffVersions } from './versionDiff.ts';

test('words that came and words that went are told apart', () => {
  expect(diffText('Sails over yards', 'Sails over every yard')).toEqual([
    { is: 'same', words: 'Sails over ' },
    { is: 'taken', words: 'yards' },
    { is: 'added', words: 'every yard' },
  ]);
});

test('two texts that are the same have no changes', () => {
  expect(diffText('Sails', 'Sails')).toEqual([]);
});

test('whatever changes, what stayed and came is the new text, and what stayed and went the old one', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      fc.pre(before !== after);
      const changes = diffText(before, after);
      const without = (gone: string) =>
        changes
          .filter(({ kind }) => kind !== gone)
          .map(({ text: words }) => words)
          .join('');
      expect(without('taken')).toBe(after);
      expect(without('added')).toBe(before);
    }),
  );
});

const version = (more: Partial<Handover> = {}): Handover => ({
  ...{ consortium: idOf(CardId, 'table'), challenge: idOf(CardId, 'challenge'), name: 'Cool' },
  ...{ lead: idOf(OrganisationId, 'company'), version: 1, by: idOf(PersonId, 'somebody'), at: 1, note: '' },
  pitch: [{ is: 'paragraph', runs: [{ text: 'Sails.' }] }],
  ...more,
});
const words = {
  share: ({ share = 0, role }: { share?: number | undefined; role: string }) => `${role} ${share}`,
  risk: ({ text }: { text: string }) => text,
};

test('a version tells the parts in which it changed, and no other', () => {
  const share = { need: nth(needIds, 0), title: '', capability: 'finance', role: 'Pays', share: 40 } as const;
  const before = version({ shares: [share] });
  const after = version({ version: 2, shares: [{ ...share, share: 50 }] });
  expect(diffVersions(before, after, words).map(({ part }) => part)).toEqual(['shares']);
  expect(diffVersions(before, before, words)).toEqual([]);
});

test('a part that one version has and the other has not is a change', () => {
  const risks = [{ text: 'Frost', likelihood: 'low', impact: 'low', answer: '' }] as const;
  expect(diffVersions(version(), version({ risks: [...risks] }), words)).toEqual([
    { part: 'risks', changes: [{ is: 'added', words: 'Frost' }] },
  ]);
});
