import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/svelte';
import { afterEach } from 'vitest';

afterEach(() => cleanup());

// happy-dom has no popovers: a tip's words are read from the description of what they belong to.
for (const name of ['showPopover', 'hidePopover'] as const) HTMLElement.prototype[name] ??= () => undefined;
