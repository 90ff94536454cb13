import type { LucideIcon } from '@lucide/svelte';
import Hand from '@lucide/svelte/icons/hand';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import Landmark from '@lucide/svelte/icons/landmark';
import MousePointer from '@lucide/svelte/icons/mouse-pointer-2';
import PackagePlus from '@lucide/svelte/icons/package-plus';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import { m, reasonSentence } from '../../../i18n/index.ts';
import { type Action, type Allowed, alwaysAllowed } from './action.ts';
import type { ActionContext } from './actionContext.ts';
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

const ownOrganisation = ({ board }: ActionContext, kind: 'city' | 'company') =>
  board.actor.organisations.find((own) => own.kind === kind)?.id;

const actsForKind = (scene: ActionContext, kind: 'city' | 'company') =>
  scene.board.actor.role === 'facilitator' || ownOrganisation(scene, kind) !== undefined;

/** Allowed where such a card may be put, for an organisation of one's own where its kind has one. */
const creationAllowed =
  (kind: CreatableKind) =>
  (scene: ActionContext): Allowed => {
    const owner =
      kind === 'note' || kind === 'concept'
        ? undefined
        : ownOrganisation(scene, kind === 'challenge' ? 'city' : 'company');
    const right = scene.board.rights.create(kind, owner);
    return right === true || reasonSentence(right);
  };

/** Everybody selects, looks around and writes; a challenge is a city's to put, an offer a company's. */
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
    shown: (scene) => actsForKind(scene, 'city'),
  },
  offer: {
    ...toolAction('offer', m.board_tool_offer, PackagePlus, []),
    allowed: creationAllowed('offer'),
    shown: (scene) => actsForKind(scene, 'company'),
  },
} satisfies Record<string, Action>;
