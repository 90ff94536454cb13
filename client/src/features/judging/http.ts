import { ScoringResponse } from '@brygga/shared/api/vault';
import type { CardId, WorkshopId } from '@brygga/shared/ids';
import { request } from '../../api/request.ts';

/** Polled rather than read from a document: a number that changes live would reveal who has just scored. */
export const readScoring = (workshop: WorkshopId, challenge: CardId) =>
  request(ScoringResponse, 'GET', `/api/workshops/${workshop}/challenges/${challenge}/scoring`);
