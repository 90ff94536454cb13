import type { LucideIcon } from '@lucide/svelte';
import Hand from '@lucide/svelte/icons/hand';
import Landmark from '@lucide/svelte/icons/landmark';
import MousePointer from '@lucide/svelte/icons/mouse-pointer-2';
import PackagePlus from '@lucide/svelte/icons/package-plus';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import { mayCreate } from '@brygga/shared/rules/cards';
import { m, reasonSentence } from '../i18n/index.ts';
import { type Action, always } from './action.ts';
import type { ActionScene } from './actionScene.ts';
import type { Keys } from './keys.ts';
import type { ToolName } from './tools/hand.ts';

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

const isKind = ({ board }: ActionScene, kind: 'city' | 'company') =>
  board.actor.role === 'facilitator' || board.actor.organisations.some((own) => own.kind === kind);

/** Everybody selects, looks around and writes; a challenge is a city's to put, an offer a company's. */
export const toolActions = {
  select: tool('select', m.board_tool_select, MousePointer, ['V']),
  pan: tool('pan', m.board_tool_pan, Hand, ['H']),
  note: {
    ...tool('note', m.board_tool_note, StickyNote, ['N']),
    allowed({ board }) {
      const right = mayCreate(board.actor, 'note');
      return right === true || reasonSentence(right);
    },
  },
  challenge: {
    ...tool('challenge', m.board_tool_challenge, Landmark, []),
    shown: (scene) => isKind(scene, 'city'),
  },
  offer: {
    ...tool('offer', m.board_tool_offer, PackagePlus, []),
    shown: (scene) => isKind(scene, 'company'),
  },
} satisfies Record<string, Action>;
