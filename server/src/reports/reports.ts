import { type Board, boardOf } from '@brygga/shared/agreements/board';
import { type ConsortiumWorkspace, readWorkspace } from '@brygga/shared/agreements/workspace/workspace';
import type { BoardExport, ExportTable, LetterFormat } from '@brygga/shared/api/exports';
import { circleOfConsortium, type Circle } from '@brygga/shared/document/circles';
import { fieldsOf } from '@brygga/shared/document/roots';
import { csvDelimiter, csvOf } from '@brygga/shared/domain/csv';
import { confirmationsOf } from '@brygga/shared/domain/letter/confirmations';
import { letterHash, letterMarkdown } from '@brygga/shared/domain/letter/letterMarkdown';
import { letterText } from '@brygga/shared/domain/letter/letterText';
import { letterMessages } from '@brygga/shared/domain/letter/letterMessages';
import type { CardId, WorkshopId } from '@brygga/shared/ids';
import { documentName } from '../storage/documentName.ts';
import type { Rooms } from '../sync/room/rooms.ts';
import { exportBoard } from './boardExport.ts';
import { briefDocument } from './briefDocument.ts';
import { letterDocument } from './letterDocument.ts';
import { readBoard, type ReadBoard } from './readBoard.ts';
import { tableOf } from './tables.ts';
import type { PrintFormat, Typesetter } from './typesetter.ts';
import type { ReportMessages } from './reportMessages.ts';

/** What is given out of a circle's document. Who may have it is asked before: all that may enter the circle. */
export interface Reports {
  table(workshop: WorkshopId, table: ExportTable, words: ReportMessages): Promise<string>;
  board(workshop: WorkshopId, site: string): Promise<BoardExport>;
  /** Undefined where there is no such challenge in the circle. */
  brief(
    place: { readonly workshop: WorkshopId; readonly circle: Circle },
    card: CardId,
    format: PrintFormat,
    words: ReportMessages,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** A consortium's letter of intent, under a name for its file; undefined where it is not begun. */
  letter(workshop: WorkshopId, consortium: CardId, format: LetterFormat): Promise<NamedFile | undefined>;
}

export interface NamedFile {
  readonly name: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** The text that is confirmed is the Markdown file to its last sign, so that anybody can check its hash. */
const currentLetter = (consortium: CardId, board: Board, room: ConsortiumWorkspace, at: number) => {
  const its = board.consortium(consortium);
  const letter = letterText(consortium, room, board);
  if (!its || !letter) return undefined;
  const { agreed } = confirmationsOf(its, room.confirmations(), letterHash(letter));
  return {
    name: letterMessages(letter.language).message(agreed ? 'letter_file' : 'letter_file_draft'),
    text: letterMarkdown(letter),
    printed: letterDocument(letter, its, room, board, { at }),
  };
};

export const createReports = (parts: {
  rooms: Pick<Rooms, 'use'>;
  typesetter: Typesetter;
  now?: () => number;
}): Reports => {
  const { rooms, typesetter, now = Date.now } = parts;

  /** What is given out is on disk, as all that is seen. */
  const read = <Result>(document: string, work: (board: ReadBoard, title: string) => Result): Promise<Result> =>
    rooms.use(document, async (room) => {
      const result = work(readBoard(room.doc), String(fieldsOf(room.doc, 'workshop').get('title') ?? ''));
      await room.saved();
      return result;
    });

  return {
    table: (workshop, table, words) =>
      read(workshop, (board) => csvOf(tableOf(table, board, words), csvDelimiter(words.language))),

    board: (workshop, site) =>
      read(workshop, (board, title) => exportBoard(board, { workshop: { id: workshop, title }, site, at: now() })),

    async brief({ workshop, circle }, card, format, words) {
      // A city's draft lies in its circle; who the city is, the roster on the board says.
      const organisations = await read(workshop, (board) => board.organisations);
      const brief = await read(documentName(workshop, circle), (board) => {
        const found = board.cards.find(({ id }) => id === card);
        return found?.kind === 'challenge'
          ? briefDocument({ ...board, organisations }, found, words, { at: now(), isPublic: circle.is === 'board' })
          : undefined;
      });
      return brief && typesetter.typeset(format, brief);
    },

    async letter(workshop, consortium, format) {
      const found = await rooms.use(workshop, (main) =>
        rooms.use(documentName(workshop, circleOfConsortium(consortium)), async (its) => {
          const read = currentLetter(consortium, boardOf(main.doc), readWorkspace(its.doc), now());
          await Promise.all([main.saved(), its.saved()]);
          return read;
        }),
      );
      if (!found) return undefined;
      const body = format === 'md' ? found.text : await typesetter.typeset(format, found.printed);
      return { name: `${found.name}.${format}`, body };
    },
  };
};
