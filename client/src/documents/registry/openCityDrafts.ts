import { Session } from '@brygga/shared/agreements/session/state';
import type { OrganisationId } from '@brygga/shared/ids';
import { liveBoardReads } from '../live/liveBoardReads.ts';
import { LiveChallenges } from '../live/liveChallenges.ts';
import { LiveConsortia } from '../live/liveConsortia.ts';
import { workspaceOfHandovers, liveHandovers } from '../live/liveWorkspace.ts';
import { LiveQuestions } from '../live/liveQuestions.ts';
import { openCircleBoard, type OpenCircleBoardOptions } from './openCircleBoard.svelte.ts';
import type { Environment } from './environment.ts';
import type { LiveBoard } from './liveBoard.ts';

/** Agenda and step are the board's: they narrow nothing in another circle. */
export const emptySession = Session.parse({});

/** Opens a city's own circle beside the board: its drafts, and what consortia have handed over to it. */
export const openCityDrafts = (
  { city, board, as }: { readonly city: OrganisationId } & Pick<OpenCircleBoardOptions, 'board' | 'as'>,
  surroundings?: Environment,
): LiveBoard =>
  openCircleBoard(
    {
      circle: { is: 'city', id: city },
      board,
      as,
      reads(doc, cards) {
        const challenges = new LiveChallenges(doc, cards, 'city');
        const consortia = new LiveConsortia(doc, cards);
        const talk = new LiveQuestions(doc);
        const handovers = liveHandovers(doc);
        const { roster } = board;
        const room = workspaceOfHandovers(handovers);
        return {
          board: liveBoardReads({ cards, challenges, consortia, roster, session: emptySession, talk, room }),
          stop: () => [challenges, consortia, talk, handovers].forEach(({ stop }) => stop()),
        };
      },
    },
    surroundings,
  );
