import type { CardShape } from '@brygga/shared/document/cards/card';
import { cardKinds, isCardKind } from '@brygga/shared/document/cards/index';
import { circleName, circleOfPerson, type EnterableCircle } from '@brygga/shared/document/circles';
import {
  OwnReturnedEdit,
  returnedCardMax,
  readReturnedEdit,
  returnedEditsOf,
  returnedEditsOverflow,
  returnedTextMax,
} from '@brygga/shared/document/returnedEdits';
import { ReturnedEditId, type PersonId } from '@brygga/shared/ids';
import { richTextLinesOfMarkup } from '../live/richTextLines.ts';
import type { DeletedCard } from '../text/writtenCards.ts';
import type { CircleHandle, CircleRegistry } from './circleRegistry.ts';

const titleCharsMax = 100;
/** A returned edit of the server's that is so young may be of the same deletion. */
const sameDeletionMs = 60_000;

/** The same id for one deletion of one card, in whichever window: so it is returned once. */
const returnedEditId = ({ card, item }: DeletedCard): ReturnedEditId => {
  const [client = '', clock = ''] = item.split('-').map((number) => Number(number).toString(36));
  return ReturnedEditId.parse(`${card.slice(-12)}${client.padStart(7, '0')}${clock}`);
};

/** All texts of a card, as people read them. */
const textsOf = (value: DeletedCard['value']): readonly string[] => {
  const kind = value['kind'];
  if (!isCardKind(kind)) return [];
  const { storage }: CardShape = cardKinds[kind];
  return Object.entries(storage).flatMap(([field, kept]) => {
    const text = String(value[field] ?? '');
    if (kept === 'records' || text.trim() === '') return [];
    return [kept === 'richText' ? richTextLinesOfMarkup(text) : text];
  });
};

const ownReturnedEdit = (circle: EnterableCircle, { card, value }: DeletedCard): OwnReturnedEdit | undefined => {
  const title = [value['title'], value['name'], value['text']].find((text) => typeof text === 'string') ?? '';
  const isLong = JSON.stringify(value).length > returnedCardMax;
  return OwnReturnedEdit.safeParse({
    reason: 'card-deleted',
    card,
    ...(circle.is === 'board' ? {} : { circle: circleName(circle) }),
    kind: value['kind'],
    title: richTextLinesOfMarkup(String(title)).slice(0, titleCharsMax),
    ...(isLong
      ? { what: 'written', text: textsOf(value).join('\n\n').slice(0, returnedTextMax), value: undefined }
      : { what: 'created', text: '', value }),
    more: 0,
    at: Date.now(),
  }).data;
};

/** Puts what a person wrote in cards that somebody deleted among their returned edits. */
export class DeletedCardKeeper {
  readonly #circles: CircleRegistry;
  readonly #person: PersonId;
  /** Held until the registry closes, so that the entry reaches the server. */
  #own: CircleHandle | undefined;

  constructor(circles: CircleRegistry, person: PersonId) {
    this.#circles = circles;
    this.#person = person;
  }

  /** @returns false if the server has returned the card for another reason, of which it tells by itself. */
  keep(circle: EnterableCircle, deleted: DeletedCard): boolean {
    const entry = ownReturnedEdit(circle, deleted);
    if (!entry) return false;
    this.#own ??= this.#circles.acquire(circleOfPerson(this.#person));
    const { doc } = this.#own.document;
    const returnedEdits = returnedEditsOf(doc);
    const id = returnedEditId(deleted);
    const isReturned = [...returnedEdits.values()].map(readReturnedEdit).some((other) => {
      const isOfServer = other?.card === entry.card && other.what === 'created' && other.reason !== entry.reason;
      return isOfServer && entry.at - other.at < sameDeletionMs;
    });
    if (isReturned) return false;
    // Another window of this person has returned it; each tells where the words were.
    if (returnedEdits.has(id)) return true;
    doc.transact(() => {
      returnedEdits.set(id, entry);
      for (const oldest of returnedEditsOverflow(returnedEdits)) returnedEdits.delete(oldest);
    });
    return true;
  }
}
