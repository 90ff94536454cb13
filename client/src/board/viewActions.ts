import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import Maximize from '@lucide/svelte/icons/maximize';
import Minus from '@lucide/svelte/icons/minus';
import Plus from '@lucide/svelte/icons/plus';
import { m } from '../i18n/index.ts';
import { type Action, always } from './action.ts';
import { someSelected } from './cardActions.ts';

const zoomStep = 1.25;

export const viewActions = {
  zoomIn: {
    group: 'view',
    label: () => m.board_zoom_in(),
    icon: () => Plus,
    keys: ['Mod++', 'Mod+='],
    allowed: always,
    run: ({ controller: { camera } }) => camera.zoomTo(camera.now.zoom * zoomStep),
  },
  zoomOut: {
    group: 'view',
    label: () => m.board_zoom_out(),
    icon: () => Minus,
    keys: ['Mod+-'],
    allowed: always,
    run: ({ controller: { camera } }) => camera.zoomTo(camera.now.zoom / zoomStep),
  },
  zoomWhole: {
    group: 'view',
    label: () => m.board_zoom_whole(),
    keys: ['Mod+0'],
    allowed: always,
    run: ({ controller }) => controller.camera.zoomTo(1),
  },
  fitAll: {
    group: 'view',
    label: () => m.board_fit_all(),
    icon: () => Maximize,
    keys: ['Shift+1'],
    allowed: always,
    run: ({ controller }) => controller.fitAll(),
  },
  fitSelection: {
    group: 'view',
    label: () => m.board_fit_selection(),
    keys: ['Shift+2'],
    allowed: someSelected,
    run: ({ controller }) => controller.flyTo(controller.selection),
  },
  help: {
    group: 'view',
    label: () => m.board_help(),
    icon: () => CircleHelp,
    keys: ['?'],
    allowed: always,
    run: ({ controller }) => (controller.helpOpen = true),
  },
} satisfies Record<string, Action>;
