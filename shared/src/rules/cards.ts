import type { Card, CardKind } from '../document/cards/index.ts';
import type { OrganisationId } from '../ids.ts';
import { type Actor, isFacilitator, isMemberOf, mayActAsServer, type Right, mayWrite } from './actor.ts';

type AccessInfoOf<Kind> = Kind extends Card
  ? Pick<Kind, Extract<keyof Kind, 'id' | 'kind' | 'locked' | 'createdBy' | 'city' | 'company'>>
  : never;
/** The fields of a card that rights rest on; the server reads no others for them. */
export type CardAccessInfo = AccessInfoOf<Card>;

/** Fields that move a card rather than say something. */
const positionFields = ['x', 'y', 'w', 'h', 'order'] as const;
/** Fields that never change. */
const fixedFields = ['kind', 'createdBy', 'createdAt', 'derivedFrom'] as const;

/** Beside them, fields that a command has set for good. */
const fixedFieldsByKind: { readonly [Kind in CardKind]?: readonly string[] } = {
  consortium: ['challenge'],
  letter: ['language'],
};

/** Kinds that only commands create and nobody deletes by an edit. */
const commandKinds = ['consortium', 'draft', 'letter'] as const;
type CommandKind = (typeof commandKinds)[number];
const isMadeByCommand = (kind: CardKind): kind is CommandKind => includesField(commandKinds, kind);

export const isPositionField = (field: string): boolean => includesField(positionFields, field);

const includesField = (fields: readonly string[], field: string) => fields.includes(field);

/** May the actor create a card of this kind, for this organisation where the kind has one? */
export const mayCreate = (actor: Actor, kind: CardKind, organisation?: OrganisationId): Right => {
  const right = mayWrite(actor);
  if (right !== true) return right;
  // A consortium that is made by an edit would have no lead.
  if (isMadeByCommand(kind)) return mayActAsServer(actor);
  if (isFacilitator(actor)) return true;
  switch (kind) {
    case 'note':
    case 'risk':
    case 'task':
    case 'concept':
      return true;
    case 'challenge':
      return (organisation !== undefined && isMemberOf(actor, organisation, 'city')) || 'not-your-city';
    case 'offer':
      return (organisation !== undefined && isMemberOf(actor, organisation, 'company')) || 'not-your-company';
  }
};

/** May the actor change this field of this card (a need counts as the field `needs`)? */
export const mayChange = (actor: Actor, card: CardAccessInfo, field: string): Right => {
  const right = mayWrite(actor);
  if (right !== true) return right;
  if (includesField(fixedFields, field) || includesField(fixedFieldsByKind[card.kind] ?? [], field))
    return 'system-only';
  if (isFacilitator(actor)) return true;
  if (card.locked) return 'card-locked';
  // To give a card to another organisation would be to act for it.
  if (includesField(['locked', 'city', 'company'], field)) return 'facilitators-only';
  switch (card.kind) {
    case 'note':
    case 'concept':
    case 'offer':
    case 'risk':
    case 'task':
    case 'draft':
    case 'letter':
      // Workspaces are open to the consortium's members alone, and belong to all of them.
      return true;
    case 'challenge':
      return field === 'brief' || isMemberOf(actor, card.city, 'city') || 'not-your-city';
    case 'consortium':
      return field === 'pitch' || field === 'name' || includesField(positionFields, field) || 'system-only';
  }
};

export const mayMove = (actor: Actor, card: CardAccessInfo): Right => mayChange(actor, card, 'x');

/**
 * May the actor delete this card by an edit? `agreementsAllowDelete` says what agreements forbid; such a
 * challenge is deleted by the command `challenge.delete`.
 */
export const mayDelete = (actor: Actor, card: CardAccessInfo): Right => {
  const right = mayWrite(actor);
  if (right !== true) return right;
  if (isMadeByCommand(card.kind)) return 'system-only';
  if (isFacilitator(actor)) return true;
  if (card.locked) return 'card-locked';
  switch (card.kind) {
    case 'risk':
    case 'task':
      return true;
    case 'note':
    case 'concept':
      return (actor.kind === 'person' && actor.id === card.createdBy) || 'not-yours';
    case 'challenge':
      return isMemberOf(actor, card.city, 'city') || 'not-your-city';
    case 'offer':
      return isMemberOf(actor, card.company, 'company') || 'not-your-company';
  }
};
