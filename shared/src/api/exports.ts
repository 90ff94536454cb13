import { z } from 'zod';
import { ChallengeStatus } from '../agreements/challenge/state.ts';
import { ConsortiumStatus, MemberStatus, SeatHold } from '../agreements/consortium/state.ts';
import { challenge, Need } from '../document/cards/challenge.ts';
import { concept } from '../document/cards/concept.ts';
import { consortium } from '../document/cards/consortium.ts';
import { note } from '../document/cards/note.ts';
import { offer } from '../document/cards/offer.ts';
import { Block } from '../document/text/richText.ts';
import { OrganisationKind, Role } from '../document/roster.ts';
import { CardId, NeedId, OrganisationId, PersonId, WorkshopId } from '../ids.ts';
import { CountryCode } from '../taxonomy/countries.ts';

/** Languages of exports. */
export const ExportLanguage = z.enum(['en', 'sv']);
export type ExportLanguage = z.output<typeof ExportLanguage>;

/** Tables that are exported as CSV. */
export const exportTables = ['challenges', 'needs', 'offers', 'consortia', 'concepts'] as const;
export const ExportTable = z.enum(exportTables);
export type ExportTable = z.output<typeof ExportTable>;

export const ExportQuery = z.object({
  /** Default: the reader's, by Accept-Language. */
  language: ExportLanguage.optional(),
  /** A circle other than the board, such as `city-…`. */
  circle: z.string().max(100).optional(),
});

const RichText = z.array(Block);
const cardId = { id: CardId };

export const ExportedNote = note.schema.extend(cardId);

export const ExportedConcept = concept.schema.extend(cardId);

/** Rich texts are blocks, records are in their order; all else is as in the document. */
export const ExportedChallenge = challenge.schema.omit({ brief: true, needs: true }).extend({
  ...cardId,
  brief: RichText,
  needs: z.array(Need.extend({ id: NeedId })),
  status: ChallengeStatus,
});

export const ExportedOffer = offer.schema.omit({ text: true }).extend({ ...cardId, text: RichText });

export const ExportedConsortium = consortium.schema.omit({ pitch: true }).extend({
  ...cardId,
  pitch: RichText,
  status: ConsortiumStatus,
  lead: OrganisationId,
  members: z.array(z.object({ company: OrganisationId, status: MemberStatus, joinedAt: z.number() })),
  seats: z.array(
    z.object({
      need: NeedId,
      /** Who holds it; a claim waits for the lead to agree. */
      holder: OrganisationId.optional(),
      state: SeatHold.optional(),
      /** In the order of the queue. */
      alternates: z.array(OrganisationId),
    }),
  ),
});

export const ExportedCard = z.discriminatedUnion('kind', [
  ExportedNote,
  ExportedChallenge,
  ExportedOffer,
  ExportedConsortium,
  ExportedConcept,
]);
export type ExportedCard = z.output<typeof ExportedCard>;

/** A whole board, as everybody in its workshop sees it. Times are milliseconds since 1970. */
export const BoardExport = z
  .object({
    $schema: z.string().describe('Where this schema is served'),
    version: z.literal(1),
    exportedAt: z.number().int(),
    workshop: z.object({ id: WorkshopId, title: z.string() }),
    organisations: z.array(
      z.object({ id: OrganisationId, kind: OrganisationKind, name: z.string(), country: CountryCode }),
    ),
    people: z.array(z.object({ id: PersonId, name: z.string(), role: Role, organisation: OrganisationId })),
    cards: z.array(ExportedCard),
  })
  .meta({
    title: 'A board of Brygga',
    description: 'Everything that lies on a workshop’s board and is settled there.',
  });
export type BoardExport = z.output<typeof BoardExport>;

/** Where the schema of a board's export is served. */
export const boardSchemaPath = '/schemas/board-1.json';

export const letterFormats = ['pdf', 'docx', 'md'] as const;
export type LetterFormat = (typeof letterFormats)[number];
