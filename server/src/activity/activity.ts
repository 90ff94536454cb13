import type { ActivityExport, ActivityPage, ActivityQuery, ExportedHappening } from '@brygga/shared/api/activity';
import type { ExportLanguage } from '@brygga/shared/api/exports';
import type { Circle } from '@brygga/shared/document/circles';
import { recordsOf } from '@brygga/shared/document/roots';
import { RosterPerson } from '@brygga/shared/document/roster';
import { type ActivityFilter, matches, type OrganisationOf } from '@brygga/shared/domain/activity/filter';
import { type Happening, happeningOf } from '@brygga/shared/domain/activity/happening';
import type { OrganisationId, PersonId, WorkshopId } from '@brygga/shared/ids';
import type { ActivityEntry, ActivityPosition, Journal } from '../storage/contract.ts';
import { documentName } from '../sync/documents.ts';
import type { Rooms } from '../sync/rooms.ts';
import { inWords } from './export.ts';

/** How many entries are read at a time, and how many one page looks through at most: a filter may find few. */
const partMost = 500;
const lookedThroughMost = 2_000;
/** As many as a spreadsheet shows without complaint, and a server gathers without being noticed. */
const exportedMost = 20_000;
const exportLooksMost = 50;
/** What came earlier may have a later time where the machine's clock was put back, by so much at most. */
const clockSlackMs = 60 * 60 * 1000;

/** A circle of a workshop. */
export interface Whose {
  readonly workshop: WorkshopId;
  readonly circle: Circle;
}

export interface Activity {
  /** What happened, the newest first. Who may read it is asked before: all that may enter the circle. */
  page(whose: Whose, query: Omit<ActivityQuery, 'circle'>): Promise<ActivityPage>;
  /** The same for a file: in words, and as much of it as a file takes. */
  exported(whose: Whose, filter: ActivityFilter, language: ExportLanguage): Promise<ActivityExport>;
  /** The newest of it all, from where it goes on. */
  newest(whose: Whose): Promise<ActivityPosition>;
}

export const placeIn = (id: Happening['id']): ActivityPosition => {
  const [number, place] = id.split('.').map(Number);
  return { number: number ?? 0, place: place ?? 0 };
};

export const idOf = ({ number, place }: ActivityPosition): Happening['id'] => `${number}.${place}`;

export const happeningIn = ({ number, place, ...kept }: ActivityEntry): Happening | undefined =>
  happeningOf({ ...kept, id: idOf({ number, place }) });

const nobodys: OrganisationOf = () => undefined;

/** Before the first row. */
const beginning: ActivityPosition = { number: 0, place: 0 };

interface Search {
  readonly filter: ActivityFilter;
  readonly organisationOf: OrganisationOf;
  readonly most: number;
}

export const createActivity = (parts: {
  readonly journal: Pick<Journal, 'activity'>;
  readonly rooms: Pick<Rooms, 'use'>;
  readonly now?: () => number;
}): Activity => {
  const { journal, rooms, now = Date.now } = parts;

  /** Where people belong, as the roster on the board has it now. */
  const rosterOf = (workshop: WorkshopId): Promise<OrganisationOf> =>
    rooms.use(workshop, async ({ doc }) => {
      const found = new Map<string, OrganisationId>();
      for (const [id, map] of recordsOf(doc, 'people')) {
        const person = RosterPerson.safeParse(map.toJSON()).data;
        if (person) found.set(id, person.organisation);
      }
      return (person: PersonId) => found.get(person);
    });

  const newest = async ({ workshop, circle }: Whose): Promise<ActivityPosition> =>
    (await journal.activity(documentName(workshop, circle), {}, 1))[0] ?? beginning;

  /** Goes back in time until enough is found, or enough looked through. */
  const lookBack = async (
    document: string,
    from: ActivityPosition | undefined,
    { filter, organisationOf, most }: Search,
  ): Promise<{ found: Happening[]; older?: string }> => {
    const found: Happening[] = [];
    let before = from;
    for (let looked = 0; looked < lookedThroughMost; looked += partMost) {
      const part = await journal.activity(document, before ? { before } : {}, partMost);
      for (const entry of part) {
        if (entry.at < (filter.from ?? 0) - clockSlackMs) return { found };
        const happening = happeningIn(entry);
        if (happening && matches(happening, filter, organisationOf)) found.push(happening);
        if (found.length === most) return { found, older: idOf(entry) };
        before = entry;
      }
      if (part.length < partMost) return { found };
    }
    return { found, ...(before ? { older: idOf(before) } : {}) };
  };

  /** What everything is called now; what is given out is on disk, as all that is seen. */
  const told = (
    { workshop, circle }: Whose,
    happenings: readonly Happening[],
    language: ExportLanguage,
  ): Promise<ExportedHappening[]> =>
    rooms.use(workshop, (onBoard) =>
      rooms.use(documentName(workshop, circle), async (inCircle) => {
        const words = inWords(happenings, { board: onBoard.doc, circle: inCircle.doc }, language);
        await Promise.all([onBoard.saved(), inCircle.saved()]);
        return words;
      }),
    );

  return {
    newest,

    async exported(whose, filter, language) {
      const document = documentName(whose.workshop, whose.circle);
      const organisationOf = filter.organisation ? await rosterOf(whose.workshop) : nobodys;
      const happenings: Happening[] = [];
      let before: ActivityPosition | undefined;
      for (let looks = 0; looks < exportLooksMost && happenings.length < exportedMost; looks += 1) {
        const most = exportedMost - happenings.length;
        const { found, older } = await lookBack(document, before, { filter, organisationOf, most });
        happenings.push(...found);
        before = older === undefined ? undefined : placeIn(older);
        if (!before) break;
      }
      return {
        exportedAt: now(),
        happenings: await told(whose, happenings, language),
        cut: before !== undefined,
      };
    },

    async page({ workshop, circle }, { before, most, ...filter }) {
      // Before the list is read: what comes in between is then told by whoever follows from here.
      const last = before === undefined ? await newest({ workshop, circle }) : undefined;
      const organisationOf = filter.organisation ? await rosterOf(workshop) : nobodys;
      const document = documentName(workshop, circle);
      // From the newest on, with it.
      const from = last ? { ...last, place: last.place + 1 } : placeIn(before ?? idOf(beginning));
      const { found, older } = await lookBack(document, from, { filter, organisationOf, most });
      return {
        happenings: found,
        ...(older === undefined ? {} : { older }),
        ...(last ? { newest: idOf(last) } : {}),
      };
    },
  };
};
