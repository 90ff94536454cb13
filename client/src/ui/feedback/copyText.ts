import { m } from '../../i18n/index.ts';
import { showToast } from './toasts.svelte.ts';

/** Copies the text and tells so; where that is not possible, shows this sentence. */
export const copyText = async (text: string, failure: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text);
    showToast(m.common_copied());
  } catch (error) {
    // There is no clipboard without HTTPS, and the person may forbid it.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    showToast(failure, 'problem');
  }
};
