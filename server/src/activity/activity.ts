import type { ActivityExport, ActivityPage, ActivityQuery, ExportedHappening } from '@brygga/shared/api/activity';
import type { ExportLanguage } from '@brygga/shared/api/exports';
import type { Circle } from '@brygga/shared/document/circles';
import { recordsOf } from '@brygga/shared/document/roots';
import { RosterPerson } from '@brygga/shared/document/roster';
import { type ActivityFilter, matches, type OrganisationOf } from '@brygga/shared/domain/activity/filter';
import { type Happening, happeningOf } from '@brygga/shared/domain/activity/happening';
import type { OrganisationId, PersonId, WorkshopId } from '@brygga/shared/ids';
import type { ActivityEntry, ActivityPosition, Journal } from '../storage/contract.ts';
import { documentName } from '../storage/documentName.ts';
import type { Rooms } from '../sync/room/rooms.ts';
import { describeHappenings } from './activityExport.ts';

/** How many entries are read at a time, and how many one page looks through at most: a filter may find few. */
const entriesPerReadMax = 500;
const entriesPerPageScanMax = 2_000;
/** As many as a spreadsheet shows without complaint, and a server gathers without being noticed. */
const exportedEntriesMax = 20_000;
const exportScansMax = 50;
/** What came earlier may have a later time where the machine's clock was put back, by so much at most. */
const clockSlackMs = 60 * 60 * 1000;

/** A circle of a workshop. */
export interface CircleRef {
  readonly workshop: WorkshopId;
  readonly circle: Circle;
}

export interface Activity {
  /** What happened, the newest first. Who may read it is asked before: all that may enter the circle. */
  page(whose: CircleRef, query: Omit<ActivityQuery, 'circle'>): Promise<ActivityPage>;
  /** The same for a file: in words, and as much of it as a file takes. */
  exportAll(whose: CircleRef, filter: ActivityFilter, language: ExportLanguage): Promise<ActivityExport>;
  /** The newest of it all, from where it goes on. */
  newest(whose: CircleRef): Promise<ActivityPosition>;
}

export const parseActivityId = (id: Happening['id']): ActivityPosition => {
  const [number, place] = id.split('.').map(Number);
  return { number: number ?? 0, place: place ?? 0 };
};

export const activityId = ({ number, place }: ActivityPosition): Happening['id'] => `${number}.${place}`;

export const toHappening = ({ number, place, ...kept }: ActivityEntry): Happening | undefined =>
  happeningOf({ ...kept, id: activityId({ number, place }) });

const noOrganisation: OrganisationOf = () => undefined;

/** Before the first row. */
const journalStart: ActivityPosition = { number: 0, place: 0 };

interface Search {
  readonly filter: ActivityFilter;
  readonly organisationOf: OrganisationOf;
  readonly resultsMax: number;
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

  const newest = async ({ workshop, circle }: CircleRef): Promise<ActivityPosition> =>
    (await journal.activity(documentName(workshop, circle), {}, 1))[0] ?? journalStart;

  /** Goes back in time until enough is found, or enough looked through. */
  const lookBack = async (
    document: string,
    from: ActivityPosition | undefined,
    { filter, organisationOf, resultsMax }: Search,
  ): Promise<{ found: Happening[]; older?: string }> => {
    const found: Happening[] = [];
    let before = from;
    for (let looked = 0; looked < entriesPerPageScanMax; looked += entriesPerReadMax) {
      const part = await journal.activity(document, before ? { before } : {}, entriesPerReadMax);
      for (const entry of part) {
        if (entry.at < (filter.from ?? 0) - clockSlackMs) return { found };
        const happening = toHappening(entry);
        if (happening && matches(happening, filter, organisationOf)) found.push(happening);
        if (found.length === resultsMax) return { found, older: activityId(entry) };
        before = entry;
      }
      if (part.length < entriesPerReadMax) return { found };
    }
    return { found, ...(before ? { older: activityId(before) } : {}) };
  };

  /** What everything is called now; what is given out is on disk, as all that is seen. */
  const told = (
    { workshop, circle }: CircleRef,
    happenings: readonly Happening[],
    language: ExportLanguage,
  ): Promise<ExportedHappening[]> =>
    rooms.use(workshop, (onBoard) =>
      rooms.use(documentName(workshop, circle), async (inCircle) => {
        const words = describeHappenings(happenings, { board: onBoard.doc, circle: inCircle.doc }, language);
        await Promise.all([onBoard.saved(), inCircle.saved()]);
        return words;
      }),
    );

  return {
    newest,

    async exportAll(whose, filter, language) {
      const document = documentName(whose.workshop, whose.circle);
      const organisationOf = filter.organisation ? await rosterOf(whose.workshop) : noOrganisation;
      const happenings: Happening[] = [];
      let before: ActivityPosition | undefined;
      for (let looks = 0; looks < exportScansMax && happenings.length < exportedEntriesMax; looks += 1) {
        const most = exportedEntriesMax - happenings.length;
        const { found, older } = await lookBack(document, before, { filter, organisationOf, resultsMax: most });
        happenings.push(...found);
        before = older === undefined ? undefined : parseActivityId(older);
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
      const organisationOf = filter.organisation ? await rosterOf(workshop) : noOrganisation;
      const document = documentName(workshop, circle);
      // From the newest on, with it.
      const from = last ? { ...last, place: last.place + 1 } : parseActivityId(before ?? activityId(journalStart));
      const { found, older } = await lookBack(document, from, { filter, organisationOf, resultsMax: most });
      return {
        happenings: found,
        ...(older === undefined ? {} : { older }),
        ...(last ? { newest: activityId(last) } : {}),
      };
    },
  };
};
