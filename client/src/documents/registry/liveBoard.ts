import type { Board } from '@brygga/shared/agreements/board';
import type { Reason } from '@brygga/shared/agreements/reasons';
import type { Area, Session } from '@brygga/shared/agreements/session/state';
import type { Announcement } from '@brygga/shared/agreements/questions/state';
import type { Problem } from '@brygga/shared/api/problems';
import type { CommandInput, CommandName, CommandResult } from '@brygga/shared/commands/index';
import type { Verdict } from '@brygga/shared/commands/command';
import type { Need } from '@brygga/shared/document/cards/challenge';
import type { Card, CardKind, OfferCard } from '@brygga/shared/document/cards/index';
import type { NoteColour } from '@brygga/shared/document/cards/note';
import type { RosterOrganisation, RosterPerson } from '@brygga/shared/document/roster';
import type { ReturnedEdit } from '@brygga/shared/document/returnedEdits';
import type { CardId, NeedId, OrganisationId, PersonId, RecordId, WorkshopId } from '@brygga/shared/ids';
import type { Person, Right } from '@brygga/shared/rules/actor';
import type { CapabilityId } from '@brygga/shared/taxonomy/capabilities';
import type { SectorId } from '@brygga/shared/taxonomy/sectors';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import type { PresenceState } from '@brygga/shared/wire/presence';
import type { LiveRecords } from '../live/liveRecords.svelte.ts';
import type { LiveQuestions } from '../live/liveQuestions.ts';
import type { CircleRegistry } from './circleRegistry.ts';

/**
 * One open board, as components see it. Reads are getters and methods that an effect may read: it
 * runs again only when what it read has changed. Writes are named actions, one Yjs transaction each.
 */
export interface LiveBoard {
  readonly workshop: WorkshopId;
  /** Who looks, with the rights that the rules need. */
  readonly actor: Person;
  /** The local copy or the server's has been read: what is empty now is really empty. */
  readonly loaded: boolean;
  readonly title: string;
  readonly cards: LiveCards;
  readonly roster: LiveRoster;
  readonly session: Session;
  /** What everyone was told, the latest first. */
  readonly announcements: LiveAnnouncements;
  /** For verdicts and for whoever needs several agreements at once. Reactive, like the rest. */
  readonly board: Board;
  readonly rights: Rights;
  readonly actions: BoardActions;
  readonly texts: Texts;
  readonly richTexts: RichTexts;
  readonly undo: Undo;
  readonly presence: LivePresence;
  readonly status: LiveStatus;
  readonly revertedChangeCounts: RevertedChangeCounts;
  readonly commands: CommandClient;
  readonly clock: ServerClock;
  /** Circles that are open beside the board; verdicts look there for what lies in them. */
  readonly circles: CircleRegistry;
  destroy(): void;
}

export interface LiveCards {
  /** Every card's id, bottom first; changes only when cards come, go or are reordered. */
  readonly ids: readonly CardId[];
  /**
   * The card as a frozen plain object; whoever reads it runs again when that one card changes. Rich
   * text (`brief`, `pitch`, an offer's `text`) reads as its words, a line for each paragraph.
   */
  get(id: CardId): Card | undefined;
}

export type LiveAnnouncements = Pick<LiveRecords<RecordId, Announcement>, 'ids' | 'get' | 'all'>;

export interface LiveRoster {
  readonly personIds: readonly PersonId[];
  readonly organisationIds: readonly OrganisationId[];
  person(id: PersonId): RosterPerson | undefined;
  organisation(id: OrganisationId): RosterOrganisation | undefined;
}

/** What the person may write here and now, or the reason why not. Reactive, like the board that it rests on. */
export interface Rights {
  create(kind: CardKind, organisation?: OrganisationId): Right;
  /** A need counts as the field `needs`. */
  change(card: Card, field: string): Right;
  move(card: Card): Right;
  delete(card: Card): Right;
  removeNeed(challenge: Card, need: NeedId): Right;
  undo(): Right;
}

export interface BoardPoint {
  readonly x: number;
  readonly y: number;
}

/**
 * What the rules keep from the actor stays as it is: a selection may hold locked cards among others.
 * Numbers are rounded and kept on the board; texts that are too long are cut.
 *
 * @throws Error at a new card or need without the right to it; RangeError at a place that is no
 *   number, a field that is no plain one, or a need too many; ZodError at a value that is none of its field.
 */
export interface BoardActions {
  /** `from`: the notes or concepts that it goes on from. */
  createNote(at: BoardPoint, colour?: NoteColour, text?: string, from?: readonly CardId[]): CardId;
  createConcept(
    at: BoardPoint,
    of?: { title?: string; text?: string; parts?: readonly CapabilityId[]; from?: readonly CardId[] },
  ): CardId;
  createChallenge(at: BoardPoint, of: { city: OrganisationId; sector: SectorId; title?: string }): CardId;
  createOffer(
    at: BoardPoint,
    of: {
      company: OrganisationId;
      title?: string;
      text?: string;
      capabilities?: readonly CapabilityId[];
    } & OfferDetails,
  ): CardId;
  /** What may go wrong, in a consortium's room. */
  createRisk(text?: string): CardId;
  createTask(text?: string): CardId;
  /** One transaction, one step of undo, for all of them. */
  moveCards(places: ReadonlyMap<CardId, BoardPoint>): void;
  resizeCard(id: CardId, box: BoardPoint & { readonly w: number; readonly h: number }): void;
  /**
   * Adds a record to a list in a challenge: a criterion, a constraint, an asset, a milestone.
   *
   * @throws RangeError where there are as many as there may be.
   */
  addRecord(card: CardId, field: ChallengeListField, record: Readonly<Record<string, unknown>>): RecordId;
  changeRecord(card: CardId, field: ChallengeListField, id: RecordId, fields: Readonly<Record<string, unknown>>): void;
  removeRecord(card: CardId, field: ChallengeListField, id: RecordId): void;
  /** Takes plain fields that may be missing away again. */
  clearFields(id: CardId, fields: readonly string[]): void;
  /** Sets plain fields: `colour`, `outcome`, `sector`, `capabilities`, `locked`. Text goes through `texts`. */
  setFields(id: CardId, fields: Readonly<Record<string, unknown>>): void;
  deleteCards(ids: readonly CardId[]): void;
  /** Copies cards, each shifted by the offset; consortia are agreements and are not copied. */
  duplicateCards(ids: readonly CardId[], by: BoardPoint): CardId[];
  bringToFront(ids: readonly CardId[]): void;
  addNeed(
    challenge: CardId,
    need: { capability: CapabilityId; title?: string; importance?: Need['importance']; from?: CardId },
  ): NeedId;
  /** `share` and `minLevel` may be taken away again, by undefined. */
  changeNeed(challenge: CardId, need: NeedId, fields: Partial<Omit<Need, 'order' | 'derivedFrom'>>): void;
  removeNeed(challenge: CardId, need: NeedId): void;
  /** Puts a card that was undone on the board again, as one's own: under its id, if that is free, above all others. */
  recreateCard(card: Card): CardId;
  /** Adds words at the end of a text that people type together. */
  appendText(id: CardId, field: string, words: string): void;
}

/** What an offer may say beside its capabilities. */
export type OfferDetails = Partial<Pick<OfferCard, 'claims' | 'references' | 'profile'>>;

/** The lists in a challenge beside its needs. */
export type ChallengeListField = 'criteria' | 'constraints' | 'assets' | 'milestones';

export interface Undo {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Takes back one's own last step; others' edits stay. */
  undo(): void;
  redo(): void;
  /** All that is done until the function handed back is called is one step, however long it takes: a drag. */
  holdGroup(): () => void;
}

/** Text that people type together (a card's Y.Text fields: `text`, `title`, `name`). */
export interface Texts {
  /** A Svelte attachment for a `<textarea>` or `<input>`: keeps it and the Y.Text in step, carets included. */
  bind(card: CardId, field: string): (element: HTMLTextAreaElement | HTMLInputElement) => () => void;
  /** Carets of others in this text, as character offsets; reactive. */
  carets(card: CardId, field: string): readonly RemoteCaret[];
}

/** What a rich text's tool bar does. */
export type RichCommand =
  | 'bold'
  | 'italic'
  | 'heading'
  | 'bullets'
  | 'numbers'
  | 'quote'
  | 'unlink'
  | 'table'
  | 'addRow'
  | 'addColumn'
  | 'deleteRow'
  | 'deleteColumn'
  | 'deleteTable'
  | 'undo'
  | 'redo';

export interface RichTextOptions {
  /** Where the editor is put. */
  readonly element: HTMLElement;
  readonly label: string;
  readonly placeholder: string;
  /** Hears of each change of text or selection. */
  readonly changed: () => void;
  /** The colour of somebody's caret, as CSS has it. */
  readonly colourOf: (peer: Peer) => string;
}

/** Rich text that people write together (`brief`, `pitch`, an offer's `text`). */
export interface RichTexts {
  /** Opens it in an editor, which is loaded with the first; `undefined` where there is no such text. */
  open(card: CardId, field: string, options: RichTextOptions): Promise<RichEditor | undefined>;
}

export interface RichEditor {
  run(command: RichCommand): void;
  /** Whether it would do something to what is selected now. */
  can(command: RichCommand): boolean;
  /** Whether what is selected now is so already. */
  isActive(command: RichCommand): boolean;
  readonly isEmpty: boolean;
  /** Of the link that is selected; empty where there is none. */
  readonly address: string;
  /** Makes what is selected a link; false for an address that is none (`https://…`, `mailto:…`). */
  link(address: string): boolean;
  setEditable(may: boolean): void;
  focus(): void;
  destroy(): void;
}

export interface RemoteCaret {
  readonly user: PresenceState['user'];
  readonly anchor: number;
  readonly head: number;
}

/** Somebody else who is here now: one entry a window, since a person may have several. */
export interface Peer extends PresenceState {
  readonly client: number;
}

export interface LivePresence {
  readonly peerIds: readonly number[];
  peer(client: number): Peer | undefined;
  /** People who are here, oneself first, each once. */
  readonly people: readonly PresenceState['user'][];
  /** Those who have this card selected or type in it, oneself left out; without cursor and view, which `peer` tells. */
  peersOn(card: CardId): readonly Peer[];
  setCursor(at: BoardPoint | null): void;
  setSelection(cards: readonly CardId[]): void;
  setView(area: Area | null): void;
}

export type ConnectionState = 'connecting' | 'connected' | 'offline' | 'refused';

export interface LiveStatus {
  readonly connection: ConnectionState;
  /** `saved`: the server's journal has every edit made here. `unsaved` while offline with edits that wait. */
  readonly saving: 'saved' | 'saving' | 'unsaved';
  /** Why the server closed for good, where `connection` is `refused`. */
  readonly refusal: CloseName | undefined;
  /** When the journal last confirmed, ms since 1970 by this machine's clock. */
  readonly savedAt: number | undefined;
}

export type CommandResponse<Name extends CommandName> =
  | { readonly kind: 'decided'; readonly result: CommandResult<Name> }
  | { readonly kind: 'no'; readonly problem: Problem }
  /** Nothing reached the server, or no answer came back: the same press may be tried again. */
  | { readonly kind: 'unreachable' };

export interface CommandClient {
  /** Whether it would work now, and why not. Reactive by itself, through what it reads of the board. */
  consider<Name extends CommandName>(name: Name, input: CommandInput<Name>): Verdict;
  /** True from the press until this client's document shows what was decided. */
  isPending(name: CommandName, input: object): boolean;
  /** Asks the server; resolves when the decision is visible here. Presses of the same while it runs are one. */
  execute<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandResponse<Name>>;
}

export interface RevertedChangeCounts {
  /** How much was undone of what this window wrote, by the reason; grows as the server tells. */
  readonly byReason: ReadonlyMap<Reason, number>;
}

/** What waits in the person's own tray. It is there offline, too. */
export interface LiveReturnedEdits {
  /** Newest first. */
  readonly items: readonly ReturnedEditItem[];
  /** What the person has asked; it lies in the same document. */
  readonly questions: LiveQuestions;
  /** Takes entries out of the tray, for good. */
  dismiss(ids: readonly string[]): void;
  destroy(): void;
}

/** Where a person takes part in questions: each with what its circle knows. */
export interface QuestionCircles {
  /** What the person has asked. */
  readonly own: LiveQuestions;
  /** All of it, for facilitators. */
  readonly facilitators: LiveQuestions | undefined;
  /** What the person's cities are asked. */
  readonly cities: readonly { readonly city: OrganisationId; readonly questions: LiveQuestions }[];
}

export interface ReturnedEditItem extends ReturnedEdit {
  readonly id: string;
}

export interface ServerClock {
  /** The server's time, ms since 1970, renewed each second on the server's second; reactive. */
  readonly now: number;
}
