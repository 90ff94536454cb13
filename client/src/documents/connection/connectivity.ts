/** Calls when the network may have come or gone: said so by the browser, or after the machine has slept. */
export const onConnectivityChange = (changed: () => void): (() => void) => {
  const listening = new AbortController();
  const { signal } = listening;
  for (const news of ['online', 'offline']) window.addEventListener(news, changed, { signal });
  document.addEventListener('visibilitychange', () => document.hidden || changed(), { signal });
  return () => listening.abort();
};
