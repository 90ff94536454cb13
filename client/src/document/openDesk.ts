import { Session } from '@brygga/shared/agreements/session';
import type { OrganisationId } from '@brygga/shared/ids';
import { liveBoardReads } from './liveBoardReads.ts';
import { LiveChallenges } from './liveChallenges.ts';
import { LiveConsortia } from './liveConsortia.ts';
import { handedOver, liveHandovers } from './liveRoom.ts';
import { LiveTalk } from './liveTalk.ts';
import { openCircleBoard, type OpenCircleOptions } from './openCircleBoard.svelte.ts';
import type { Surroundings } from './surroundings.ts';
import type { LiveBoard } from './types.ts';

/** Agenda and step are the board's: they narrow nothing in another circle. */
export const noSession = Session.parse({});

/** Opens a city's own circle beside the board: its drafts, and what consortia have handed over to it. */
export const openDesk = (
  { city, board, as }: { readonly city: OrganisationId } & Pick<OpenCircleOptions, 'board' | 'as'>,
  surroundings?: Surroundings,
): LiveBoard =>
  openCircleBoard(
    {
      circle: { is: 'city', id: city },
      ...{ board, as },
      reads(doc, cards) {
        const challenges = new LiveChallenges(doc, cards, 'city');
        const consortia = new LiveConsortia(doc, cards);
        const talk = new LiveTalk(doc);
        const handovers = liveHandovers(doc);
        const { roster } = board;
        const room = handedOver(handovers);
        return {
          board: liveBoardReads({ cards, challenges, consortia, roster, session: noSession, talk, room }),
          stop: () => [challenges, consortia, talk, handovers].forEach(({ stop }) => stop()),
        };
      },
    },
    surroundings,
  );
