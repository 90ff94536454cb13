import type { Me } from '@brygga/shared/api/accounts';
import { logOut, readMe } from './accountApi.ts';

/** `undefined` until the server has answered; `null` when signed out. */
let known = $state.raw<Me | null | undefined>(undefined);

/** Signed in with an organisation. A demo visitor has a session but no organisation. */
const hasOrganisation = (account: Me): boolean => account.organisations.length > 0;

export const me = (): Me | null | undefined => (known && !hasOrganisation(known) ? null : known);

/** Asks the server who is signed in here. When it can't be reached, the last answer stays. */
export const refreshMe = async (): Promise<void> => {
  const answer = await readMe();
  if (answer.ok) known = answer.value;
  else if (answer.problem?.code === 'signed-out' || known === undefined) known = null;
};

/** Signs out; false when the server could not be reached. */
export const signOut = async (): Promise<boolean> => {
  const answer = await logOut();
  const signedOut = answer.ok || answer.problem?.code === 'signed-out';
  if (signedOut) known = null;
  return signedOut;
};
