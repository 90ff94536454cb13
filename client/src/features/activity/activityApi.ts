import { ActivityPage } from '@brygga/shared/api/activity';
import { asParam } from '@brygga/shared/api/workshops';
import { type Circle, circleName } from '@brygga/shared/document/circles';
import type { ActivityFilter } from '@brygga/shared/domain/activity/filter';
import type { WorkshopId } from '@brygga/shared/ids';
import { actingAs, request, type Result } from '../../api/request.ts';
import { locale } from '../../i18n/index.ts';

/** Where the happenings were: on a workshop's board, or in one of its other circles. */
export interface ActivityScope {
  readonly workshop: WorkshopId;
  readonly circle?: Exclude<Circle, { is: 'board' }> | undefined;
}

type QueryParams = Readonly<Record<string, string | number | undefined>>;

const activityUrl = ({ workshop, circle }: ActivityScope, path: string, params: QueryParams): string => {
  const pairs = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]]));
  const query = new URLSearchParams([...(circle ? [['circle', circleName(circle)]] : []), ...pairs]);
  return `/api/workshops/${workshop}/activity${path}?${query}`;
};

/** Links and event streams send no headers, so the acting person of a demo is a query parameter. */
const actingAsParam = (): QueryParams => ({ [asParam]: actingAs() });

export const fetchActivity = (
  scope: ActivityScope,
  filter: ActivityFilter,
  page: { readonly before?: string | undefined; readonly most: number },
): Promise<Result<ActivityPage>> => request(ActivityPage, 'GET', activityUrl(scope, '', { ...filter, ...page }));

export const liveUrl = (scope: ActivityScope, after: string | undefined): string =>
  activityUrl(scope, '/live', { ...actingAsParam(), after });

export const exportUrl = (scope: ActivityScope, filter: ActivityFilter, format: 'csv' | 'json'): string =>
  activityUrl(scope, `.${format}`, { ...actingAsParam(), ...filter, language: locale() });
