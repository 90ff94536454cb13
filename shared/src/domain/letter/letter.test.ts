import { describe, expect, test } from 'vitest';
import type { WorkShares } from '../../agreements/workspace/state.ts';
import { cardKinds, type LetterCard } from '../../document/cards/index.ts';
import { letterSections } from '../../document/cards/letter.ts';
import { CardId, PersonId } from '../../ids.ts';
import { companyIds, companyPeople, idOf, needIds, nth } from '../../testing/fixtures.ts';
import { newWorkshop } from '../../testing/workshop.ts';
import { sha256Hex, letterHash, letterMarkdown } from './letterMarkdown.ts';
import { letterText } from './letterText.ts';
import { letterMessages } from './letterMessages.ts';

const written = (fields: Partial<LetterCard> = {}): LetterCard => ({
  ...cardKinds.letter.schema.parse({
    kind: 'letter',
    x: 0,
    y: 0,
    w: 340,
    h: 340,
    order: 'a0',
    createdBy: idOf(PersonId, 'somebody'),
    createdAt: 1,
  }),
  id: idOf(CardId, 'letter'),
  ...fields,
});

/** Companies one and two hold a seat each; the first leads. */
const letterOf = (fields: Partial<LetterCard> = {}, shares: WorkShares = {}) => {
  const workshop = newWorkshop();
  const consortium = workshop.formConsortium();
  const room = { letter: () => written(fields), shares: () => shares };
  const letter = letterText(consortium, room, workshop.board);
  if (!letter) throw new Error('There is no letter');
  return letter;
};

const by = { by: nth(companyPeople, 0).id, at: 1 };

describe('a letter’s text', () => {
  test('does not exist before the letter is begun', () => {
    const { board } = newWorkshop();
    const room = { letter: () => undefined, shares: () => ({}) };
    expect(letterText(idOf(CardId, 'table'), room, board)).toBeUndefined();
  });

  test('has its parties from the agreements, the lead first, with their seats', () => {
    const letter = letterOf({}, { [nth(needIds, 1)]: { share: 40, role: 'Puts up sails', ...by } });
    expect(letter.parties).toEqual([
      {
        company: nth(companyIds, 0),
        name: 'Company 1',
        country: 'SE',
        leads: true,
        seats: [{ name: letterMessages('en').capability('urban_greening'), role: '', share: undefined }],
      },
      {
        company: nth(companyIds, 1),
        name: 'Company 2',
        country: 'SE',
        leads: false,
        seats: [{ name: letterMessages('en').capability('heat_shade'), role: 'Puts up sails', share: 40 }],
      },
    ]);
  });

  test('is in the letter’s own language', () => {
    const swedish = letterMarkdown(letterOf({ language: 'sv' }));
    expect(swedish).toContain('## Parter, roller och andelar');
    expect(swedish).toContain(letterMessages('sv').capability('heat_shade'));
  });

  test('has every section in order, and says which are empty', () => {
    const markdown = letterMarkdown(letterOf({ aim: 'Shade.\n\nAnd water.' }));
    const headings = [...markdown.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    const { message } = letterMessages('en');
    expect(headings).toEqual([
      message('letter_parties'),
      ...letterSections.map((section) => message(`letter_${section}`)),
    ]);
    expect(markdown).toContain('## Aim\n\nShade\\.\n\nAnd water\\.\n');
    expect(markdown).toContain('*Nothing is settled about this.*');
  });

  test('does not depend on trailing spaces and Unicode composition', () => {
    const hash = letterHash(letterOf({ aim: 'Café\n\nNext' }));
    expect(letterHash(letterOf({ aim: '\n\nCafe\u0301  \n \n\nNext\n' }))).toBe(hash);
    expect(letterHash(letterOf({ aim: 'Café\nNext' }))).not.toBe(hash);
  });

  test('escapes mark-up that people write in a section', () => {
    const { message } = letterMessages('en');
    const forged = `Shade.\n\n## ${message('letter_work')}\n\n| Company 3 | all | – | 100 % |`;
    const markdown = letterMarkdown(letterOf({ aim: forged, work: 'Each its own.' }));
    expect(markdown.match(new RegExp(`^## ${message('letter_work')}$`, 'gm'))).toHaveLength(1);
    expect(markdown).not.toMatch(/^\| Company 3/m);
    expect(letterHash(letterOf({ aim: forged }))).not.toBe(letterHash(letterOf({ aim: 'Shade.' })));
  });

  test('replaces no placeholder in text that people write', () => {
    expect(letterMessages('en').message('letter_lead', { company: '{company} & {lead}' })).toContain(
      '{company} & {lead}',
    );
  });
});

describe('the hash', () => {
  test('is SHA-256 of the text’s UTF-8', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex('å')).toBe('e83979df9d36090142f23051f8e8d7ad48e5c20dff5c9e7b92ca3454f67469f9');
  });
});
