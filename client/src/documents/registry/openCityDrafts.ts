import { Session } from '@brygga/shared/agreements/session/state';
import { circleOfCity } from '@brygga/shared/document/circles';
import type { OrganisationId } from '@brygga/shared/ids';
import { liveBoardReads } from '../live/liveBoardReads.ts';
import { LiveChallenges } from '../live/liveChallenges.ts';
import { LiveConsortia } from '../live/liveConsortia.ts';
import { LiveQuestions } from '../live/liveQuestions.ts';
import { liveHandovers, workspaceOfHandovers } from '../live/liveWorkspace.ts';
import type { LiveBoard } from './liveBoard.ts';
import { openCircleBoard } from './openCircleBoard.ts';

/** The session of circles besides the board: the board's agenda and step do not restrict them. */
export const emptySession = Session.parse({});

/** Opens a city's own circle: its drafts, its questions, and what consortia have handed over to it. */
export const openCityDrafts = (board: LiveBoard, city: OrganisationId): LiveBoard =>
  openCircleBoard({
    circle: circleOfCity(city),
    board,
    reads(doc, cards) {
      const challenges = new LiveChallenges(doc, cards, 'city');
      const consortia = new LiveConsortia(doc, cards);
      const questions = new LiveQuestions(doc);
      const handovers = liveHandovers(doc);
      const { roster } = board;
      const workspace = workspaceOfHandovers(handovers);
      return {
        board: liveBoardReads({ cards, challenges, consortia, roster, session: emptySession, questions, workspace }),
        stop: () => [challenges, consortia, questions, handovers].forEach(({ stop }) => stop()),
      };
    },
  });
