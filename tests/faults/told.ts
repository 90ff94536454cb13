import { ActivityPage } from '@brygga/shared/api/activity';
import { cardsOf } from '@brygga/shared/document/cards/index';
import type { Happening } from '@brygga/shared/domain/activity/happening';
import type { WorkshopId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { ask, type Visitor } from '../world/people.ts';

/** All that people wrote on a board, the oldest first, as its activity tells it. */
const writingOn = async (workshop: WorkshopId, as: Visitor): Promise<Happening[]> => {
  const told: Happening[] = [];
  let before: string | undefined;
  do {
    const query = new URLSearchParams({ kind: 'writing', most: '100', ...(before === undefined ? {} : { before }) });
    const { body } = await ask(as.url, 'GET', `/api/workshops/${workshop}/activity?${query}`, { cookie: as.cookie });
    const page = ActivityPage.parse(body);
    told.push(...page.happenings);
    before = page.older;
  } while (before !== undefined);
  return told.reverse();
};

/** Cards that the activity and the board do not agree on: whatever one says is there, the other must know. */
export const disagreements = async (workshop: WorkshopId, as: Visitor, doc: Y.Doc): Promise<string[]> => {
  const there = new Set<string>();
  for (const { what, about } of await writingOn(workshop, as)) {
    if (what === 'card.created' && about.card) there.add(about.card);
    if (what === 'card.deleted' && about.card) there.delete(about.card);
  }
  const cards = [...cardsOf(doc).keys()];
  return [...cards.filter((card) => !there.has(card)), ...[...there].filter((card) => !cards.includes(card))];
};
