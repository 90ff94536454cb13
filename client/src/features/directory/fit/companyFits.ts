import { needFits, type NeedFit } from '@brygga/shared/domain/fit/fit';
import type { FitCity } from '@brygga/shared/domain/fit/comparison';
import type { CompanyProfile } from '@brygga/shared/domain/profile';
import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import type { NeedId, OrganisationId } from '@brygga/shared/ids';
import { cardsOfKind } from '../../../documents/live/ofKind.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';

/** The city whose challenge it is, as far as a fit rests on it. */
export const fitCityOf = (board: LiveBoard, { city, languages }: ChallengeCard): FitCity => ({
  country: board.roster.organisation(city)?.country,
  languages,
});

/** A company held against every challenge on the board. */
export const companyFits = (
  board: LiveBoard,
  company: OrganisationId,
  profile: CompanyProfile,
): readonly { readonly challenge: ChallengeCard; readonly needs: readonly NeedFit[] }[] => {
  const own = { profile, country: board.roster.organisation(company)?.country };
  return cardsOfKind(board, 'challenge').map((challenge) => ({
    challenge,
    needs: needFits(own, fitCityOf(board, challenge), challenge.needs),
  }));
};

/** Who has the need's seat in some consortium of the challenge. */
export const seatHolders = (board: LiveBoard, challenge: ChallengeCard, need: NeedId): readonly OrganisationId[] => [
  ...new Set(
    board.board
      .consortiaOf(challenge.id)
      .filter(({ status }) => status !== 'dissolved')
      .flatMap(({ seats }) => seats[need]?.holder ?? []),
  ),
];
