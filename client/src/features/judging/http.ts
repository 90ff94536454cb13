import { ScoringResponse } from '@brygga/shared/api/vault';
import type { CardId, WorkshopId } from '@brygga/shared/ids';
import { request } from '../../api/request.ts';

/** How many have scored. No document tells it: a number that rises while one looks on would tell who has. */
export const readScoring = (workshop: WorkshopId, challenge: CardId) =>
  request(ScoringResponse, 'GET', `/api/workshops/${workshop}/challenges/${challenge}/scoring`);
