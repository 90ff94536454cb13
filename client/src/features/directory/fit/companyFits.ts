import { isActive } from '@brygga/shared/agreements/consortium/state';
import { needFits, type NeedFit } from '@brygga/shared/domain/fit/fit';
import type { FitCity } from '@brygga/shared/domain/fit/comparison';
import type { CompanyProfile } from '@brygga/shared/document/profile';
import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import type { NeedId, OrganisationId } from '@brygga/shared/ids';
import { cardsOfKind } from '../../../documents/live/ofKind.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';

/** The city's requirements that a fit depends on. */
export const fitCityOf = (board: LiveBoard, { city, languages }: ChallengeCard): FitCity => ({
  country: board.roster.organisation(city)?.country,
  languages,
});

/** A company's fits with the needs of every challenge on the board. */
export const companyFits = (
  board: LiveBoard,
  company: OrganisationId,
  profile: CompanyProfile,
): readonly { readonly challenge: ChallengeCard; readonly fits: readonly NeedFit[] }[] => {
  const fitCompany = { profile, country: board.roster.organisation(company)?.country };
  return cardsOfKind(board, 'challenge').map((challenge) => ({
    challenge,
    fits: needFits(fitCompany, fitCityOf(board, challenge), challenge.needs),
  }));
};

/** Companies that hold the need's seat in an active consortium of the challenge. */
export const seatHolders = (board: LiveBoard, challenge: ChallengeCard, need: NeedId): readonly OrganisationId[] => [
  ...new Set(
    board.agreements
      .consortiaOf(challenge.id)
      .filter(isActive)
      .flatMap(({ seats }) => seats[need]?.holder ?? []),
  ),
];
