import { ActivityPage } from '@brygga/shared/api/activity';
import { asParam } from '@brygga/shared/api/workshops';
import { type Circle, circleName } from '@brygga/shared/document/circles';
import type { ActivityFilter } from '@brygga/shared/domain/activity/filter';
import type { WorkshopId } from '@brygga/shared/ids';
import { actingAs, request, type Result } from '../../api/request.ts';
import { locale } from '../../i18n/index.ts';

/** Whose activity is read: a workshop's, or what happened in one of its circles. */
export interface ActivityScope {
  readonly workshop: WorkshopId;
  readonly circle?: Exclude<Circle, { is: 'board' }> | undefined;
}

type QueryParams = Readonly<Record<string, string | number | undefined>>;

const activityUrl = ({ workshop, circle }: ActivityScope, path: string, asked: QueryParams): string => {
  const said = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]]));
  const query = new URLSearchParams([...(circle ? [['circle', circleName(circle)]] : []), ...said]);
  return `/api/workshops/${workshop}/activity${path}?${query}`;
};

/** A link and a stream can send no headers: whom a demo's visitor looks as stands in the address. */
const actingAsParam = (): QueryParams => ({ [asParam]: actingAs() });

export const fetchActivity = (
  whose: ActivityScope,
  filter: ActivityFilter,
  page: { readonly before?: string | undefined; readonly most: number },
): Promise<Result<ActivityPage>> => request(ActivityPage, 'GET', activityUrl(whose, '', { ...filter, ...page }));

export const liveUrl = (whose: ActivityScope, after: string | undefined): string =>
  activityUrl(whose, '/live', { ...actingAsParam(), after });

export const exportUrl = (whose: ActivityScope, filter: ActivityFilter, format: 'csv' | 'json'): string =>
  activityUrl(whose, `.${format}`, { ...actingAsParam(), ...filter, language: locale() });
