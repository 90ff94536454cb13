import { type NameLookup, describeHappening, authorOf } from '@brygga/shared/domain/activity/describe';
import { cardTitle } from '@brygga/shared/document/cards/cardTitle';
import type { Happening } from '@brygga/shared/domain/activity/happening';
import type { OrganisationId, PersonId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';
import { message } from '../../i18n/index.ts';

interface ActivityNames extends NameLookup {
  organisationOf(person: PersonId): OrganisationId | undefined;
}

/** Names on this board, or in the circle that is shown instead; reactive. */
export const activityNames = (live: LiveBoard): ActivityNames => ({
  title(id) {
    const card = live.cards.get(id);
    return card && cardTitle(card);
  },
  need(consortium, need) {
    const challenge = live.agreements.consortium(consortium)?.challenge;
    return challenge && live.agreements.challenge(challenge)?.needs[need];
  },
  organisation: (id) => live.roster.organisation(id)?.name,
  person: (id) => live.roster.person(id)?.name,
  step: (id) => live.session.agenda.find((step) => step.id === id)?.title,
  organisationOf: (id) => live.roster.person(id)?.organisation,
});

/** A happening in the reader's language: the sentence, and its author. */
export const happeningLabels = (happening: Happening, names: ActivityNames) => ({
  sentence: describeHappening(happening, names, message),
  ...authorOf(happening, names, message),
});
