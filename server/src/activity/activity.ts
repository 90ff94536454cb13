import type { ActivityExport, ActivityPage, ActivityQuery, ExportedHappening } from '@brygga/shared/api/activity';
import type { ExportLanguage } from '@brygga/shared/api/exports';
import { peopleOn } from '@brygga/shared/agreements/board';
import type { Circle } from '@brygga/shared/document/circles';
import { type ActivityFilter, matches, type OrganisationOf } from '@brygga/shared/domain/activity/filter';
import { type Happening, happeningOf } from '@brygga/shared/domain/activity/happening';
import type { WorkshopId } from '@brygga/shared/ids';
import type { ActivityEntry, ActivityPosition, Journal } from '../storage/contract.ts';
import { documentName } from '../storage/documentName.ts';
import { readSaved } from '../sync/room/readSaved.ts';
import type { Rooms } from '../sync/room/rooms.ts';
import { describeHappenings } from './activityExport.ts';

/** Entries per read of the journal. */
const entriesPerReadMax = 500;
/** Entries that one page looks through: a filter may match few of them. */
const entriesPerPageScanMax = 2_000;
/** A spreadsheet opens this many without trouble, and a server reads them without being noticed. */
const exportedEntriesMax = 20_000;
const exportScansMax = 50;
/** The clock may have been set back by this much, so older entries can carry later times. */
const clockSlackMs = 60 * 60 * 1000;

/** A circle of a workshop. */
export interface CircleRef {
  readonly workshop: WorkshopId;
  readonly circle: Circle;
}

export interface Activity {
  /** Happenings of a circle, the newest first. The caller checks that the reader may enter the circle. */
  page(ref: CircleRef, query: Omit<ActivityQuery, 'circle'>): Promise<ActivityPage>;
  /** The same for a file, each with its sentence, up to 20,000. */
  exportAll(ref: CircleRef, filter: ActivityFilter, language: ExportLanguage): Promise<ActivityExport>;
  /** Where a stream that misses nothing newer has to start. */
  newest(ref: CircleRef): Promise<ActivityPosition>;
}

export const parseActivityId = (id: Happening['id']): ActivityPosition => {
  const [number, place] = id.split('.').map(Number);
  return { number: number ?? 0, place: place ?? 0 };
};

export const activityId = ({ number, place }: ActivityPosition): Happening['id'] => `${number}.${place}`;

export const toHappening = ({ number, place, ...entry }: ActivityEntry): Happening | undefined =>
  happeningOf({ ...entry, id: activityId({ number, place }) });

const noOrganisation: OrganisationOf = () => undefined;

/** Before the journal's first row. */
const journalStart: ActivityPosition = { number: 0, place: 0 };

interface Search {
  readonly filter: ActivityFilter;
  readonly organisationOf: OrganisationOf;
  readonly resultsMax: number;
}

interface ActivityDeps {
  readonly journal: Pick<Journal, 'activity'>;
  readonly rooms: Pick<Rooms, 'hold'>;
  readonly now?: () => number;
}

export const createActivity = ({ journal, rooms, now = Date.now }: ActivityDeps): Activity => {
  /** People's organisations, as the roster on the board has them now. */
  const rosterOf = async (workshop: WorkshopId): Promise<OrganisationOf> => {
    const people = await readSaved(rooms, [workshop], (board) => peopleOn(board));
    return (person) => people.get(person)?.organisation;
  };

  const newest = async ({ workshop, circle }: CircleRef): Promise<ActivityPosition> =>
    (await journal.activity(documentName(workshop, circle), {}, 1))[0] ?? journalStart;

  /** Goes back in time until there are enough results, or enough entries were looked through. */
  const searchBack = async (
    document: string,
    from: ActivityPosition | undefined,
    { filter, organisationOf, resultsMax }: Search,
  ): Promise<{ found: Happening[]; older?: string }> => {
    const found: Happening[] = [];
    let before = from;
    for (let scanned = 0; scanned < entriesPerPageScanMax; scanned += entriesPerReadMax) {
      const entries = await journal.activity(document, before ? { before } : {}, entriesPerReadMax);
      for (const entry of entries) {
        if (entry.at < (filter.from ?? 0) - clockSlackMs) return { found };
        const happening = toHappening(entry);
        if (happening && matches(happening, filter, organisationOf)) found.push(happening);
        if (found.length === resultsMax) return { found, older: activityId(entry) };
        before = entry;
      }
      if (entries.length < entriesPerReadMax) return { found };
    }
    return { found, ...(before ? { older: activityId(before) } : {}) };
  };

  const describe = (
    { workshop, circle }: CircleRef,
    happenings: readonly Happening[],
    language: ExportLanguage,
  ): Promise<ExportedHappening[]> =>
    readSaved(rooms, [workshop, documentName(workshop, circle)], (boardDoc, circleDoc) =>
      describeHappenings(happenings, { board: boardDoc, circle: circleDoc }, language),
    );

  return {
    newest,

    async exportAll(ref, filter, language) {
      const document = documentName(ref.workshop, ref.circle);
      const organisationOf = filter.organisation ? await rosterOf(ref.workshop) : noOrganisation;
      const happenings: Happening[] = [];
      let before: ActivityPosition | undefined;
      for (let scans = 0; scans < exportScansMax && happenings.length < exportedEntriesMax; scans += 1) {
        const resultsMax = exportedEntriesMax - happenings.length;
        const { found, older } = await searchBack(document, before, { filter, organisationOf, resultsMax });
        happenings.push(...found);
        before = older === undefined ? undefined : parseActivityId(older);
        if (!before) break;
      }
      return {
        exportedAt: now(),
        happenings: await describe(ref, happenings, language),
        cut: before !== undefined,
      };
    },

    async page({ workshop, circle }, { before, most, ...filter }) {
      // Read before the list, so that a subscriber who starts from here misses nothing.
      const last = before === undefined ? await newest({ workshop, circle }) : undefined;
      const organisationOf = filter.organisation ? await rosterOf(workshop) : noOrganisation;
      const document = documentName(workshop, circle);
      // The newest itself included.
      const from = last ? { ...last, place: last.place + 1 } : parseActivityId(before ?? activityId(journalStart));
      const { found, older } = await searchBack(document, from, { filter, organisationOf, resultsMax: most });
      return {
        happenings: found,
        ...(older === undefined ? {} : { older }),
        ...(last ? { newest: activityId(last) } : {}),
      };
    },
  };
};
