import ArrowRight from '@lucide/svelte/icons/corner-down-right';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import ListPlus from '@lucide/svelte/icons/list-plus';
import { m } from '../../../i18n/index.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './actionContext.ts';
import { continueIdea, ideasIn, makeConcept, mayContinueIdea, mayMakeConcept, mayMakeNeed } from './ideaDerivation.ts';

const onlySelected = ({ controller }: ActionContext) =>
  controller.selection.length === 1 ? controller.selection[0] : undefined;

const hasSelectedIdea = ({ board, controller }: ActionContext): boolean =>
  ideasIn(board, controller.selection).length > 0;

/** What notes and concepts grow into. */
export const ideaActions = {
  goOn: {
    group: 'cards',
    label: () => m.trail_go_on(),
    icon: () => ArrowRight,
    keys: ['G'],
    shown: (scene) => {
      const id = onlySelected(scene);
      return (id && scene.board.cards.get(id))?.kind === 'note';
    },
    allowed: (scene) => mayContinueIdea(scene.board, onlySelected(scene)),
    run: (scene) => {
      const id = onlySelected(scene);
      const made = id && continueIdea(scene.board, id);
      if (made) scene.controller.edit(made);
    },
  },
  makeConcept: {
    group: 'cards',
    label: (scene) =>
      scene && scene.controller.selection.length > 1 ? m.trail_make_concept_of() : m.trail_make_concept(),
    icon: () => Lightbulb,
    keys: ['C'],
    shown: hasSelectedIdea,
    allowed: ({ board, controller }) => mayMakeConcept(board, controller.selection),
    run: ({ board, controller }) => controller.edit(makeConcept(board, controller.selection)),
  },
  makeNeed: {
    group: 'cards',
    label: () => m.trail_make_need(),
    icon: () => ListPlus,
    keys: ['B'],
    shown: (scene) => hasSelectedIdea(scene) && onlySelected(scene) !== undefined,
    allowed: (scene) => mayMakeNeed(scene.board, onlySelected(scene)),
    run: (scene) => {
      scene.controller.needSource = onlySelected(scene);
    },
  },
} satisfies Record<string, Action>;
