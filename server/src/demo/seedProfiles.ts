import { CompanyProfile, type Level } from '@brygga/shared/document/profile';
import { newId, type OrganisationId, type PersonId, RecordId } from '@brygga/shared/ids';
import { type OfferContent, offers, type OrganisationKey, type PersonaLookup } from './content.ts';

/** The profile version that the seeded offers are made from. */
export const firstProfileVersion = 1;

export interface SeededProfile {
  readonly organisation: OrganisationId;
  readonly by: PersonId;
  readonly profile: CompanyProfile;
}

const [delivered, expert]: readonly [Level, Level] = [2, 3];

const toCompanyProfile = ({
  text,
  capabilities,
  shown,
  languages,
  countries,
  canLead,
}: OfferContent): CompanyProfile => {
  const references = shown ? [{ ...shown, id: newId(RecordId) }] : [];
  const claims = capabilities.map((capability, nth) =>
    nth === 0
      ? { capability, level: expert, proof: references.map(({ id }) => id) }
      : { capability, level: delivered, proof: [] },
  );
  return CompanyProfile.parse({ summary: text, claims, references, languages, countries, canLead: canLead ?? false });
};

/** A profile for each company that has an offer. */
export const seededProfiles = (personaOf: PersonaLookup): ReadonlyMap<OrganisationKey, SeededProfile> =>
  new Map(
    offers.map((offer) => {
      const { organisation, first } = personaOf(offer.company);
      return [offer.company, { organisation: organisation.id, by: first.id, profile: toCompanyProfile(offer) }];
    }),
  );
