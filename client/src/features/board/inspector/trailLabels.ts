import { isCardKind } from '@brygga/shared/document/cards/index';
import type { Source } from '@brygga/shared/document/cards/provenance';
import type { CardEntry, TrailEntry } from '@brygga/shared/domain/board/trail';
import type { CardId, NeedId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { formatDateTime, formatTime } from '../../../i18n/format.ts';
import { m, needName } from '../../../i18n/index.ts';
import { cardKindName, cardTitle, organisationName, personName } from '../labels/cardLabels.ts';

/** The time; with the date unless it is today. */
const momentLabel = (at: number): string =>
  new Date(at).toDateString() === new Date().toDateString() ? formatTime(at) : formatDateTime(at);

const goneLabel = ({ source: { kind } }: CardEntry): string => {
  if (kind === 'note') return m.trail_gone_note();
  return kind === 'concept' ? m.trail_gone_concept() : m.trail_gone_card();
};

/** Sentences for the entries of a trail, as this board shows them now. */
export const trailLabels = (board: LiveBoard) => {
  const authorOf = ({ by }: Source): string => {
    const person = board.roster.person(by);
    const organisation = person && board.roster.organisation(person.organisation);
    const name = personName(board, by);
    return organisation ? m.trail_who({ name, organisation: organisation.name }) : name;
  };

  const cardLabel = (entry: CardEntry): string => {
    const card = board.cards.get(entry.source.card);
    if (!card || !isCardKind(entry.source.kind)) return goneLabel(entry);
    return m.trail_card({ kind: cardKindName(card), title: cardTitle(card) });
  };

  const needNameIn = (challenge: CardId | undefined, id: NeedId): string => {
    const card = challenge && board.cards.get(challenge);
    const need = card?.kind === 'challenge' ? card.needs[id] : undefined;
    return need ? needName(need) : '';
  };

  const titleOf = (id: CardId): string => {
    const card = board.cards.get(id);
    return card ? cardTitle(card) : '';
  };

  return {
    /** Who had the idea first, and when. */
    firstSource: (source: Source): string => m.trail_first({ who: authorOf(source), time: momentLabel(source.at) }),

    entry(entry: TrailEntry): string {
      switch (entry.kind) {
        case 'card':
          return cardLabel(entry);
        case 'need':
          return m.trail_need({
            need: needNameIn(entry.challenge, entry.need),
            challenge: titleOf(entry.challenge),
          });
        case 'seat':
          return m.trail_seat({
            need: needNameIn(board.agreements.consortium(entry.consortium)?.challenge, entry.need),
            consortium: titleOf(entry.consortium),
          });
      }
    },

    /** The line below an entry; empty where there is nothing more to say. */
    entryDetail(entry: TrailEntry): string {
      if (entry.kind === 'card') {
        return m.trail_by({ who: authorOf(entry.source), time: momentLabel(entry.source.at) });
      }
      if (entry.kind === 'need') return '';
      if (!entry.holder) return m.trail_free();
      const company = organisationName(board, entry.holder);
      return entry.state === 'claimed' ? m.trail_claimed({ company }) : m.trail_held({ company });
    },
  };
};
