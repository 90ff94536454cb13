import type { Card } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type * as Y from 'yjs';
import { boardActions } from '../actions/boardActions.ts';
import { BoardUndo } from '../actions/boardUndo.svelte.ts';
import type { Rights } from '../actions/rights.ts';
import type { LiveRecords } from '../live/liveRecords.svelte.ts';
import type { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { BoardTexts } from '../text/boardTexts.ts';
import { richTextsOf } from '../text/richTexts.ts';

export interface BoardEditingDeps {
  readonly doc: Y.Doc;
  readonly actor: Person;
  readonly rights: Rights;
  readonly cards: LiveRecords<CardId, Card>;
  readonly presence: BoardPresence;
}

/** The ways to edit a document's cards, which share one undo history. */
export const boardEditing = ({ doc, actor, rights, cards, presence }: BoardEditingDeps) => {
  const undo = new BoardUndo(doc);
  const texts = new BoardTexts({ doc, rights, cards, presence, undo });
  return {
    undo,
    texts,
    richTexts: richTextsOf({ doc, rights, cards, presence }),
    actions: boardActions({ doc, actor, rights, beforeChange: (name) => undo.beforeChange(name) }),
    stop() {
      texts.stop();
      undo.destroy();
    },
  };
};
