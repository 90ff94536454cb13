import type { Reason } from '../reasons.ts';
import type { OrganisationKind, Role } from '../document/roster.ts';
import type { OrganisationId, PersonId } from '../ids.ts';

/** A person in one workshop, as the server knows them. */
export interface Person {
  readonly kind: 'person';
  readonly id: PersonId;
  readonly role: Role;
  readonly organisations: readonly { readonly id: OrganisationId; readonly kind: OrganisationKind }[];
}

/** The server itself, which lists people on the roster and expires claims. */
export interface System {
  readonly kind: 'system';
}

export type Actor = Person | System;

/** True, or the reason why not. */
export type Right<WhyNot extends Reason = Reason> = true | WhyNot;

export const isFacilitator = (actor: Actor): boolean => actor.kind === 'system' || actor.role === 'facilitator';

/** What each right answers where there is none; commands list these as their reasons. */
export const rightReasons = {
  mayActAsServer: ['system-only'],
  mayRunSession: ['facilitators-only'],
  mayWrite: ['observers-read'],
  maySpeakFor: ['observers-read', 'not-your-company'],
  mayActForCity: ['observers-read', 'not-your-city'],
} as const satisfies Record<string, readonly Reason[]>;

type RightOf<Name extends keyof typeof rightReasons> = Right<(typeof rightReasons)[Name][number]>;

/** For what the server does by itself, at nobody's request. */
export const mayActAsServer = (actor: Actor): RightOf<'mayActAsServer'> => actor.kind === 'system' || 'system-only';

export const mayRunSession = (actor: Actor): RightOf<'mayRunSession'> => isFacilitator(actor) || 'facilitators-only';

export const mayWrite = (actor: Actor): RightOf<'mayWrite'> =>
  actor.kind === 'system' || actor.role !== 'observer' || 'observers-read';

/** A company's own people act for it, and facilitators on its behalf, which the record says. */
export const mayActFor = (actor: Actor, company: OrganisationId): RightOf<'maySpeakFor'> =>
  isFacilitator(actor) || maySpeakFor(actor, company);

/**
 * What only a company's own people do for it, not even a facilitator on its behalf: workspaces and
 * secrets, which whoever acts would learn.
 */
export const maySpeakFor = (actor: Actor, company: OrganisationId): RightOf<'maySpeakFor'> => {
  const right = mayWrite(actor);
  if (right !== true) return right;
  return isMemberOf(actor, company, 'company') || 'not-your-company';
};

/** A city's own people act for it, and facilitators on its behalf. */
export const mayActForCity = (actor: Actor, city: OrganisationId): RightOf<'mayActForCity'> => {
  if (isFacilitator(actor)) return true;
  const right = mayWrite(actor);
  if (right !== true) return right;
  return isMemberOf(actor, city, 'city') || 'not-your-city';
};

export const isMemberOf = (actor: Actor, organisation: OrganisationId, kind: OrganisationKind): boolean =>
  actor.kind === 'person' && actor.organisations.some((own) => own.id === organisation && own.kind === kind);

/** The organisation of this kind that the actor belongs to, if it is just one. */
export const soleOrganisation = (actor: Actor, kind: OrganisationKind): OrganisationId | undefined => {
  if (actor.kind === 'system') return undefined;
  const [first, ...others] = actor.organisations.filter((own) => own.kind === kind);
  return others.length === 0 ? first?.id : undefined;
};
