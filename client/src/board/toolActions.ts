import type { LucideIcon } from '@lucide/svelte';
import Hand from '@lucide/svelte/icons/hand';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import Landmark from '@lucide/svelte/icons/landmark';
import MousePointer from '@lucide/svelte/icons/mouse-pointer-2';
import PackagePlus from '@lucide/svelte/icons/package-plus';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import { m, reasonSentence } from '../i18n/index.ts';
import { type Action, type Allowed, always } from './action.ts';
import type { ActionScene } from './actionScene.ts';
import type { Keys } from './keys.ts';
import type { ToolName } from './tools/hand.ts';
import type { CreatedKind } from './tools/tool.ts';

const tool = (name: ToolName, label: () => string, icon: LucideIcon, keys: readonly Keys[]) =>
  ({
    group: 'tools',
    label,
    icon: () => icon,
    keys,
    allowed: always,
    pressed: ({ controller }) => controller.tool === name,
    run: ({ controller }) => (controller.tool = name),
  }) satisfies Action;

const ownOf = ({ board }: ActionScene, kind: 'city' | 'company') =>
  board.actor.organisations.find((own) => own.kind === kind)?.id;

const isKind = (scene: ActionScene, kind: 'city' | 'company') =>
  scene.board.actor.role === 'facilitator' || ownOf(scene, kind) !== undefined;

/** Allowed where such a card may be put, for an organisation of one's own where its kind has one. */
const putting =
  (kind: CreatedKind) =>
  (scene: ActionScene): Allowed => {
    const owner =
      kind === 'note' || kind === 'concept' ? undefined : ownOf(scene, kind === 'challenge' ? 'city' : 'company');
    const right = scene.board.rights.create(kind, owner);
    return right === true || reasonSentence(right);
  };

/** Everybody selects, looks around and writes; a challenge is a city's to put, an offer a company's. */
export const toolActions = {
  select: tool('select', m.board_tool_select, MousePointer, ['V']),
  pan: tool('pan', m.board_tool_pan, Hand, ['H']),
  note: {
    ...tool('note', m.board_tool_note, StickyNote, ['N']),
    allowed: putting('note'),
  },
  concept: {
    ...tool('concept', m.board_tool_concept, Lightbulb, []),
    allowed: putting('concept'),
  },
  challenge: {
    ...tool('challenge', m.board_tool_challenge, Landmark, []),
    allowed: putting('challenge'),
    shown: (scene) => isKind(scene, 'city'),
  },
  offer: {
    ...tool('offer', m.board_tool_offer, PackagePlus, []),
    allowed: putting('offer'),
    shown: (scene) => isKind(scene, 'company'),
  },
} satisfies Record<string, Action>;
