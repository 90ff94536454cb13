import ArrowRight from '@lucide/svelte/icons/corner-down-right';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import ListPlus from '@lucide/svelte/icons/list-plus';
import { m } from '../i18n/index.ts';
import type { Action } from './action.ts';
import type { ActionScene } from './actionScene.ts';
import { goOn, ideasAmong, makeConcept, mayGoOn, mayMakeConcept, mayMakeNeed } from './onward.ts';

const one = ({ controller }: ActionScene) => (controller.selection.length === 1 ? controller.selection[0] : undefined);

const someIdea = ({ board, controller }: ActionScene): boolean => ideasAmong(board, controller.selection).length > 0;

/** What notes and concepts grow into. */
export const ideaActions = {
  goOn: {
    group: 'cards',
    label: () => m.trail_go_on(),
    icon: () => ArrowRight,
    keys: ['G'],
    shown: (scene) => {
      const id = one(scene);
      return (id && scene.board.cards.get(id))?.kind === 'note';
    },
    allowed: (scene) => mayGoOn(scene.board, one(scene)),
    run: (scene) => {
      const id = one(scene);
      const made = id && goOn(scene.board, id);
      if (made) scene.controller.edit(made);
    },
  },
  makeConcept: {
    group: 'cards',
    label: (scene) =>
      scene && scene.controller.selection.length > 1 ? m.trail_make_concept_of() : m.trail_make_concept(),
    icon: () => Lightbulb,
    keys: ['C'],
    shown: someIdea,
    allowed: ({ board, controller }) => mayMakeConcept(board, controller.selection),
    run: ({ board, controller }) => controller.edit(makeConcept(board, controller.selection)),
  },
  makeNeed: {
    group: 'cards',
    label: () => m.trail_make_need(),
    icon: () => ListPlus,
    keys: ['B'],
    shown: (scene) => someIdea(scene) && one(scene) !== undefined,
    allowed: (scene) => mayMakeNeed(scene.board, one(scene)),
    run: (scene) => {
      scene.controller.needOf = one(scene);
    },
  },
} satisfies Record<string, Action>;
