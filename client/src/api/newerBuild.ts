/** The address of the page's first script, which has another name in each build. */
const entryOf = (page: Document): string | null | undefined =>
  page.querySelector('script[type="module"][src]')?.getAttribute('src');

/** Whether the server serves another build of the app than this page runs; false where it can't be asked. */
export const isNewerBuildServed = async (): Promise<boolean> => {
  try {
    const response = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } });
    if (!response.ok) return false;
    const served = entryOf(new DOMParser().parseFromString(await response.text(), 'text/html'));
    return served !== undefined && served !== null && served !== entryOf(document);
  } catch (error) {
    // Without a network, fetch throws a TypeError.
    if (error instanceof TypeError) return false;
    throw error;
  }
};
