import ArrowRight from '@lucide/svelte/icons/corner-down-right';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import ListPlus from '@lucide/svelte/icons/list-plus';
import { m } from '../../../i18n/index.ts';
import type { Action, ActionContext } from './action.ts';
import { continueIdea, ideasIn, makeConcept, mayContinueIdea, mayMakeConcept, mayMakeNeed } from './ideaDerivation.ts';

const hasSelectedIdea = ({ board, controller }: ActionContext): boolean =>
  ideasIn(board, controller.selection).length > 0;

/** Actions that derive a new idea from notes and concepts. */
export const ideaActions = {
  continueIdea: {
    group: 'cards',
    label: () => m.trail_go_on(),
    icon: () => ArrowRight,
    keys: ['G'],
    shown: ({ board, controller }) =>
      (controller.onlySelected && board.cards.get(controller.onlySelected))?.kind === 'note',
    allowed: ({ board, controller }) => mayContinueIdea(board, controller.onlySelected),
    run: ({ board, controller }) => {
      const note = controller.onlySelected && continueIdea(board, controller.onlySelected);
      if (note) controller.edit(note);
    },
  },
  makeConcept: {
    group: 'cards',
    label: (context) =>
      context && context.controller.selection.length > 1 ? m.trail_make_concept_of() : m.trail_make_concept(),
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
    shown: (context) => hasSelectedIdea(context) && context.controller.onlySelected !== undefined,
    allowed: ({ board, controller }) => mayMakeNeed(board, controller.onlySelected),
    run: ({ controller }) => {
      controller.needSource = controller.onlySelected;
    },
  },
} satisfies Record<string, Action>;
