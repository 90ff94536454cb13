import { isFacilitator } from '@brygga/shared/rules/actor';
import type { LucideIcon } from '@lucide/svelte';
import Hand from '@lucide/svelte/icons/hand';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import Landmark from '@lucide/svelte/icons/landmark';
import MousePointer from '@lucide/svelte/icons/mouse-pointer-2';
import PackagePlus from '@lucide/svelte/icons/package-plus';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import { ownOrganisations } from '../../../documents/live/ofKind.ts';
import { m, reasonSentence } from '../../../i18n/index.ts';
import { type Action, type Allowed, alwaysAllowed, type ActionContext } from './action.ts';
import type { Keys } from './keys.ts';
import type { ToolName } from '../tools/pointerRouter.ts';
import type { CreatableKind } from '../tools/tool.ts';

const toolAction = (name: ToolName, label: () => string, icon: LucideIcon, keys: readonly Keys[]) =>
  ({
    group: 'tools',
    label,
    icon: () => icon,
    keys,
    allowed: alwaysAllowed,
    pressed: ({ controller }) => controller.tool === name,
    run: ({ controller }) => (controller.tool = name),
  }) satisfies Action;

const ownOrganisationOf = ({ board }: ActionContext, kind: 'city' | 'company') =>
  ownOrganisations(board.actor, kind)[0];

const actsForKind = (context: ActionContext, kind: 'city' | 'company') =>
  isFacilitator(context.board.actor) || ownOrganisationOf(context, kind) !== undefined;

/** Allowed where this person may create such a card; a challenge for their own city, an offer for their own company. */
const creationAllowed =
  (kind: CreatableKind) =>
  (context: ActionContext): Allowed => {
    const owner =
      kind === 'note' || kind === 'concept'
        ? undefined
        : ownOrganisationOf(context, kind === 'challenge' ? 'city' : 'company');
    const right = context.board.rights.create(kind, owner);
    return right === true || reasonSentence(right);
  };

/** The tools. Only a city creates challenges, only a company offers; a facilitator creates both. */
export const toolActions = {
  select: toolAction('select', m.board_tool_select, MousePointer, ['V']),
  pan: toolAction('pan', m.board_tool_pan, Hand, ['H']),
  note: {
    ...toolAction('note', m.board_tool_note, StickyNote, ['N']),
    allowed: creationAllowed('note'),
  },
  concept: {
    ...toolAction('concept', m.board_tool_concept, Lightbulb, []),
    allowed: creationAllowed('concept'),
  },
  challenge: {
    ...toolAction('challenge', m.board_tool_challenge, Landmark, []),
    allowed: creationAllowed('challenge'),
    shown: (context) => actsForKind(context, 'city'),
  },
  offer: {
    ...toolAction('offer', m.board_tool_offer, PackagePlus, []),
    allowed: creationAllowed('offer'),
    shown: (context) => actsForKind(context, 'company'),
  },
} satisfies Record<string, Action>;
