import type { NoteColour } from '@brygga/shared/document/cards/note';
import { putCard } from '@brygga/shared/document/cards/index';
import { orderBetween } from '@brygga/shared/document/order';
import { CardId, NeedId, newId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import {
  type ChallengeContent,
  challenges,
  hint,
  type OrganisationKey,
  offers,
  offersHeading,
  welcome,
  type PersonaLookup,
} from './content.ts';
import { firstProfileVersion, type SeededProfile } from './seedProfiles.ts';

/**
 * Board units. A challenge's field has its card, notes in a row below it, and to its right space for
 * a consortium (see `freePointOn`). Three fields stand side by side; the last of the second row has
 * the offers.
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
  personaOf: PersonaLookup,
  profiles: ReadonlyMap<OrganisationKey, SeededProfile>,
  at: number,
): { challenge: CardId; needs: readonly NeedId[] } => {
  let order: string | null = null;
  const commonFields = (by: OrganisationKey) => {
    order = orderBetween(order, null);
    return { order, createdBy: personaOf(by).first.id, createdAt: at };
  };
  const createNote = (
    by: OrganisationKey,
    text: string,
    colour: NoteColour,
    box: { x: number; y: number; w: number; h: number },
  ) => putCard(doc, newId(CardId), { kind: 'note', text, colour, ...box, ...commonFields(by) });

  const createChallenge = (content: ChallengeContent, index: number) => {
    const { city, sector, title, outcome, brief, needs, notes } = content;
    const x = (index % challengesPerRow) * challengeField.w;
    const y = Math.floor(index / challengesPerRow) * challengeField.h;
    const id = newId(CardId);
    const needIds = needs.map(() => newId(NeedId));
    let lastOrder: string | null = null;
    const orderedNeeds = needs.map((need) => ({ ...need, order: (lastOrder = orderBetween(lastOrder, null)) }));
    putCard(doc, id, {
      kind: 'challenge',
      city: personaOf(city).organisation.id,
      sector,
      title,
      outcome,
      brief,
      needs: Object.fromEntries(orderedNeeds.map((need, nth) => [needIds[nth], need])),
      x,
      y,
      ...challengeSize,
      ...commonFields(city),
    });
    notes.forEach(({ by, text, colour }, nth) => {
      const left = x + nth * (noteSize.w + gap);
      createNote(by, text, colour, { x: left, y: y + challengeSize.h + gap, ...noteSize });
    });
    return { challenge: id, needs: needIds };
  };

  const createOffers = (left: number, top: number) => {
    const w = offersPerRow * (offerSize.w + gap) - gap;
    createNote('host', offersHeading, 'stone', { x: left, y: top, w, h: headingHeight });
    offers.forEach(({ company, title, text, capabilities }, nth) => {
      const { claims, references } = profiles.get(company)?.profile ?? { claims: [], references: [] };
      putCard(doc, newId(CardId), {
        kind: 'offer',
        company: personaOf(company).organisation.id,
        title,
        text,
        capabilities: [...capabilities],
        claims,
        references,
        profile: firstProfileVersion,
        x: left + (nth % offersPerRow) * (offerSize.w + gap),
        y: top + headingHeight + gap + Math.floor(nth / offersPerRow) * (offerSize.h + gap),
        ...offerSize,
        ...commonFields(company),
      });
    });
  };

  const above = -(wideNoteSize.h + 3 * gap);
  createNote('host', welcome, 'stone', { x: 0, y: above, ...wideNoteSize });
  createNote('host', hint, 'lilac', { x: wideNoteSize.w + gap, y: above, ...wideNoteSize });
  const created = challenges.map(createChallenge);
  createOffers(
    (challengesPerRow - 1) * challengeField.w,
    Math.floor((challenges.length - 1) / challengesPerRow) * challengeField.h,
  );
  const [first] = created;
  if (!first) throw new Error('The demo has no challenge');
  return first;
};
