import type { NoteColour } from '@brygga/shared/document/cards/note';
import { putCard } from '@brygga/shared/document/cards/index';
import { orderBetween } from '@brygga/shared/document/order';
import { CardId, NeedId, newId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import type { PersonaLookup } from './personas.ts';
import {
  type ChallengeContent,
  challenges,
  hint,
  type OrganisationKey,
  offers,
  offersHeading,
  welcome,
} from './content.ts';
import { firstProfileVersion, type SeededProfile } from './seedProfiles.ts';

/**
 * Board units. A challenge's field is its card, notes in a row below it, and to its right room for
 * a consortium's table (see `placeForConsortium`). Three fields stand side by side; the last of the
 * second row is for the offers.
 */
const challengesPerRow = 3;
const challengeField = { w: 900, h: 540 };
const gap = 20;
const challengeSize = { w: 420, h: 280 };
const noteSize = { w: 200, h: 150 };
const wideNoteSize = { w: 420, h: 140 };
const offerSize = { w: 280, h: 150 };
const offersPerRow = 3;
const headingHeight = 56;

/** @returns the first challenge and its needs in order, for the consortium that the demo begins with. */
export const createSeedCards = (
  doc: Y.Doc,
  castOf: PersonaLookup,
  profiles: ReadonlyMap<OrganisationKey, SeededProfile>,
  at: number,
): { challenge: CardId; needs: readonly NeedId[] } => {
  let order: string | null = null;
  const base = (by: OrganisationKey) => {
    order = orderBetween(order, null);
    return { order, createdBy: castOf(by).first.id, createdAt: at };
  };
  const layNote = (
    by: OrganisationKey,
    text: string,
    colour: NoteColour,
    place: { x: number; y: number; w: number; h: number },
  ) => putCard(doc, newId(CardId), { kind: 'note', text, colour, ...place, ...base(by) });

  const layChallenge = (content: ChallengeContent, index: number) => {
    const { city, sector, title, outcome, brief, needs, notes } = content;
    const x = (index % challengesPerRow) * challengeField.w;
    const y = Math.floor(index / challengesPerRow) * challengeField.h;
    const id = newId(CardId);
    const ids = needs.map(() => newId(NeedId));
    let last: string | null = null;
    const inOrder = needs.map((need) => ({ ...need, order: (last = orderBetween(last, null)) }));
    putCard(doc, id, {
      kind: 'challenge',
      city: castOf(city).organisation.id,
      sector,
      title,
      outcome,
      brief,
      needs: Object.fromEntries(inOrder.map((need, nth) => [ids[nth], need])),
      x,
      y,
      ...challengeSize,
      ...base(city),
    });
    notes.forEach(({ by, text, colour }, nth) => {
      const left = x + nth * (noteSize.w + gap);
      layNote(by, text, colour, { x: left, y: y + challengeSize.h + gap, ...noteSize });
    });
    return { challenge: id, needs: ids };
  };

  const layOffers = (left: number, top: number) => {
    const w = offersPerRow * (offerSize.w + gap) - gap;
    layNote('host', offersHeading, 'stone', { x: left, y: top, w, h: headingHeight });
    offers.forEach(({ company, title, text, capabilities }, nth) => {
      const { claims, references } = profiles.get(company)?.profile ?? { claims: [], references: [] };
      putCard(doc, newId(CardId), {
        kind: 'offer',
        company: castOf(company).organisation.id,
        title,
        text,
        capabilities: [...capabilities],
        claims,
        references,
        profile: firstProfileVersion,
        x: left + (nth % offersPerRow) * (offerSize.w + gap),
        y: top + headingHeight + gap + Math.floor(nth / offersPerRow) * (offerSize.h + gap),
        ...offerSize,
        ...base(company),
      });
    });
  };

  const above = -(wideNoteSize.h + 3 * gap);
  layNote('host', welcome, 'stone', { x: 0, y: above, ...wideNoteSize });
  layNote('host', hint, 'lilac', { x: wideNoteSize.w + gap, y: above, ...wideNoteSize });
  const laid = challenges.map(layChallenge);
  layOffers(
    (challengesPerRow - 1) * challengeField.w,
    Math.floor((challenges.length - 1) / challengesPerRow) * challengeField.h,
  );
  const [first] = laid;
  if (!first) throw new Error('The demo has no challenge');
  return first;
};
