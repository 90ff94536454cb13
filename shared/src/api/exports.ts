import { z } from 'zod';
import { ConsortiumStatus, MemberStatus } from '../agreements/consortium.ts';
import { cardBase } from '../document/cards/card.ts';
import { Importance } from '../document/cards/challenge.ts';
import { NoteColour } from '../document/cards/note.ts';
import { Block } from '../document/richText.ts';
import { OrganisationKind, Role } from '../document/roster.ts';
import { CardId, NeedId, OrganisationId, PersonId, WorkshopId } from '../ids.ts';
import { CountryCode } from '../taxonomy/countries.ts';

/** Languages that what is exported can be in. */
export const ExportLanguage = z.enum(['en', 'sv']);
export type ExportLanguage = z.output<typeof ExportLanguage>;

/** What there is a table of, as CSV. */
export const exportTables = ['challenges', 'needs', 'offers', 'consortia'] as const;
export const ExportTable = z.enum(exportTables);
export type ExportTable = z.output<typeof ExportTable>;

export const ExportQuery = z.object({
  /** Without it, the reader's own, by Accept-Language. */
  language: ExportLanguage.optional(),
  /** A circle beside the board, such as `city-…`, for what lies there. */
  circle: z.string().max(100).optional(),
});

const { x, y, w, h, order, locked, createdBy, createdAt } = cardBase;
const lies = z.object({ x, y, w, h, order, locked, createdBy, createdAt, id: CardId });

const Rich = z.array(Block);

export const ExportedNote = lies.extend({ kind: z.literal('note'), text: z.string(), colour: NoteColour });

export const ExportedNeed = z.looseObject({
  id: NeedId,
  capability: z.string(),
  title: z.string(),
  importance: Importance,
});

/** Fields that a challenge has gained since are there too, as they stand in the document. */
export const ExportedChallenge = lies
  .extend({
    kind: z.literal('challenge'),
    title: z.string(),
    city: OrganisationId,
    sector: z.string(),
    outcome: z.string(),
    brief: Rich,
    /** In the city's order. */
    needs: z.array(ExportedNeed),
  })
  .loose();

export const ExportedOffer = lies
  .extend({
    kind: z.literal('offer'),
    title: z.string(),
    company: OrganisationId,
    capabilities: z.array(z.string()),
    text: Rich,
  })
  .loose();

export const ExportedConsortium = lies.extend({
  kind: z.literal('consortium'),
  name: z.string(),
  challenge: CardId,
  pitch: Rich,
  status: ConsortiumStatus,
  lead: OrganisationId,
  members: z.array(z.object({ company: OrganisationId, status: MemberStatus, joinedAt: z.number() })),
  seats: z.array(z.object({ need: NeedId, holder: OrganisationId })),
});

export const ExportedCard = z.discriminatedUnion('kind', [
  ExportedNote,
  ExportedChallenge,
  ExportedOffer,
  ExportedConsortium,
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
