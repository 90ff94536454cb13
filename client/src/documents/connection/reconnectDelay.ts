import { closeCodes } from '@brygga/shared/wire/closeCodes';

const firstDelayMs = 250;
const delayMsMax = 8_000;
/** After a restart everybody comes back at once: each at a moment of its own within this time. */
const restartSpreadMs = 1_500;

/** How long to wait before the next try to connect, after so many in vain. */
export const reconnectDelayMs = (
  tries: number,
  code: number | undefined,
  random: () => number = Math.random,
): number => {
  const grown = Math.min(delayMsMax, firstDelayMs * 2 ** tries);
  const everybodyAtOnce = code === closeCodes.restart || code === closeCodes.overloaded;
  return grown / 2 + random() * (everybodyAtOnce ? Math.max(restartSpreadMs, grown / 2) : grown / 2);
};
