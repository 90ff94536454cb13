import { ActivityPage } from '@brygga/shared/api/activity';
import { asParam } from '@brygga/shared/api/workshops';
import { type Circle, circleName } from '@brygga/shared/document/circles';
import type { ActivityFilter } from '@brygga/shared/domain/activity/filter';
import type { WorkshopId } from '@brygga/shared/ids';
import { actingAs, request, type Result } from '../http.ts';
import { locale } from '../i18n/index.ts';

/** Whose activity is read: a workshop's, or what happened in one of its circles. */
export interface Whose {
  readonly workshop: WorkshopId;
  readonly circle?: Exclude<Circle, { is: 'board' }> | undefined;
}

type Asked = Readonly<Record<string, string | number | undefined>>;

const addressOf = ({ workshop, circle }: Whose, path: string, asked: Asked): string => {
  const said = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]]));
  const query = new URLSearchParams([...(circle ? [['circle', circleName(circle)]] : []), ...said]);
  return `/api/workshops/${workshop}/activity${path}?${query}`;
};

/** A link and a stream can send no headers: whom a demo's visitor looks as stands in the address. */
const asWhom = (): Asked => ({ [asParam]: actingAs() });

export const readActivity = (
  whose: Whose,
  filter: ActivityFilter,
  page: { readonly before?: string | undefined; readonly most: number },
): Promise<Result<ActivityPage>> => request(ActivityPage, 'GET', addressOf(whose, '', { ...filter, ...page }));

export const liveAddress = (whose: Whose, after: string | undefined): string =>
  addressOf(whose, '/live', { ...asWhom(), after });

export const exportAddress = (whose: Whose, filter: ActivityFilter, format: 'csv' | 'json'): string =>
  addressOf(whose, `.${format}`, { ...asWhom(), ...filter, language: locale() });
