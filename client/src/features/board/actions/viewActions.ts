import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import Maximize from '@lucide/svelte/icons/maximize';
import Minus from '@lucide/svelte/icons/minus';
import Plus from '@lucide/svelte/icons/plus';
import { m } from '../../../i18n/index.ts';
import { type Action, alwaysAllowed } from './action.ts';
import { someAreSelected } from './cardActions.ts';

const zoomFactor = 1.25;

export const viewActions = {
  zoomIn: {
    group: 'view',
    label: () => m.board_zoom_in(),
    icon: () => Plus,
    keys: ['Mod++', 'Mod+='],
    allowed: alwaysAllowed,
    run: ({ controller: { camera } }) => camera.zoomTo(camera.current.zoom * zoomFactor),
  },
  zoomOut: {
    group: 'view',
    label: () => m.board_zoom_out(),
    icon: () => Minus,
    keys: ['Mod+-'],
    allowed: alwaysAllowed,
    run: ({ controller: { camera } }) => camera.zoomTo(camera.current.zoom / zoomFactor),
  },
  zoomTo100: {
    group: 'view',
    label: () => m.board_zoom_whole(),
    keys: ['Mod+0'],
    allowed: alwaysAllowed,
    run: ({ controller }) => controller.camera.zoomTo(1),
  },
  fitAll: {
    group: 'view',
    label: () => m.board_fit_all(),
    icon: () => Maximize,
    keys: ['Shift+1'],
    allowed: alwaysAllowed,
    run: ({ controller }) => controller.fitAll(),
  },
  fitSelection: {
    group: 'view',
    label: () => m.board_fit_selection(),
    keys: ['Shift+2'],
    allowed: someAreSelected,
    run: ({ controller }) => controller.animateTo(controller.selection),
  },
  help: {
    group: 'view',
    label: () => m.board_help(),
    icon: () => CircleHelp,
    keys: ['?'],
    allowed: alwaysAllowed,
    run: ({ controller }) => (controller.helpOpen = true),
  },
} satisfies Record<string, Action>;
