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
import { readSaved } from '../sync/room/readSaved.ts';
import type { Rooms } from '../sync/room/rooms.ts';
import { exportBoard } from './boardExport.ts';
import { briefDocument } from './briefDocument.ts';
import { letterDocument } from './letterDocument.ts';
import { cardsOfKind, readBoard, type ReadBoard } from './readBoard.ts';
import { tableOf } from './tables.ts';
import type { PrintFormat, Typesetter } from './typesetter.ts';
import type { ReportMessages } from './reportMessages.ts';

/** Exports of a circle's document. The caller checks that the reader may enter the circle. */
export interface Reports {
  table(workshop: WorkshopId, table: ExportTable, messages: ReportMessages): Promise<string>;
  board(workshop: WorkshopId, site: string): Promise<BoardExport>;
  /** Undefined where there is no such challenge in the circle. */
  brief(
    ref: { readonly workshop: WorkshopId; readonly circle: Circle },
    card: CardId,
    format: PrintFormat,
    messages: ReportMessages,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** A consortium's letter of intent; undefined where nobody has begun one. */
  letter(workshop: WorkshopId, consortium: CardId, format: LetterFormat): Promise<NamedFile | undefined>;
}

export interface NamedFile {
  readonly name: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** The confirmed text is the Markdown file byte for byte, so that anybody can check its hash. */
const currentLetter = (consortiumId: CardId, board: Board, workspace: ConsortiumWorkspace, at: number) => {
  const consortium = board.consortium(consortiumId);
  const letter = letterText(consortiumId, workspace, board);
  if (!consortium || !letter) return undefined;
  const { agreed } = confirmationsOf(consortium, workspace.confirmations(), letterHash(letter));
  return {
    name: letterMessages(letter.language).message(agreed ? 'letter_file' : 'letter_file_draft'),
    text: letterMarkdown(letter),
    printed: letterDocument(letter, consortium, workspace, board, { at }),
  };
};

interface ReportsDeps {
  readonly rooms: Pick<Rooms, 'hold'>;
  readonly typesetter: Pick<Typesetter, 'typeset'>;
  readonly now?: () => number;
}

export const createReports = ({ rooms, typesetter, now = Date.now }: ReportsDeps): Reports => {
  const read = <Result>(document: string, work: (board: ReadBoard, title: string) => Result): Promise<Result> =>
    readSaved(rooms, [document], (doc) => work(readBoard(doc), String(fieldsOf(doc, 'workshop').get('title') ?? '')));

  return {
    table: (workshop, table, messages) =>
      read(workshop, (board) => csvOf(tableOf(table, board, messages), csvDelimiter(messages.language))),

    board: (workshop, site) =>
      read(workshop, (board, title) => exportBoard(board, { workshop: { id: workshop, title }, site, at: now() })),

    async brief({ workshop, circle }, card, format, messages) {
      // A draft lies in its city's circle, but the roster on the board.
      const organisations = await read(workshop, (board) => board.organisations);
      const brief = await read(documentName(workshop, circle), (board) => {
        const challenge = cardsOfKind(board, 'challenge').find(({ id }) => id === card);
        return challenge
          ? briefDocument({ ...board, organisations }, challenge, messages, {
              at: now(),
              isPublic: circle.is === 'board',
            })
          : undefined;
      });
      return brief && typesetter.typeset(format, brief);
    },

    async letter(workshop, consortium, format) {
      const workspaceDocument = documentName(workshop, circleOfConsortium(consortium));
      const letter = await readSaved(rooms, [workshop, workspaceDocument], (boardDoc, workspaceDoc) =>
        currentLetter(consortium, boardOf(boardDoc), readWorkspace(workspaceDoc), now()),
      );
      if (!letter) return undefined;
      const body = format === 'md' ? letter.text : await typesetter.typeset(format, letter.printed);
      return { name: `${letter.name}.${format}`, body };
    },
  };
};
