import { LibraryPage, type LibraryQuery, PlanCheck, PlanImport } from '@brygga/shared/api/library';
import type { Reading } from '@brygga/shared/domain/plan/worksheet';
import type { OrganisationId, PlanActionId, PlanFileId, PlanImportId } from '@brygga/shared/ids';
import { anyBody, request } from '../../../api/request.ts';
import { uploadFile } from './uploadFile.ts';

export const libraryPath = (city: OrganisationId) => `/api/organisations/${city}/library`;

export const readLibrary = (city: OrganisationId, query: LibraryQuery) => {
  const definedParams = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return request(
    LibraryPage,
    'GET',
    `${libraryPath(city)}?${new URLSearchParams(definedParams.map(([key, value]) => [key, `${value}`]))}`,
  );
};

export const readImports = (city: OrganisationId) => request(PlanImport.array(), 'GET', `${libraryPath(city)}/imports`);
export const removeAction = (city: OrganisationId, action: PlanActionId) =>
  request(anyBody, 'DELETE', `${libraryPath(city)}/actions/${action}`);
export const removeImport = (city: OrganisationId, id: PlanImportId) =>
  request(anyBody, 'DELETE', `${libraryPath(city)}/imports/${id}`);

export const uploadPlanFile = (
  city: OrganisationId,
  file: File,
  onsent: (fraction: number) => void,
  signal: AbortSignal,
) => uploadFile(`${libraryPath(city)}/files`, file, onsent, signal);

export const checkPlan = (city: OrganisationId, file: PlanFileId, reading: Reading) =>
  request(PlanCheck, 'POST', `${libraryPath(city)}/files/${file}/check`, reading);
