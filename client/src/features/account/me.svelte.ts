import type { Me } from '@brygga/shared/api/accounts';
import { logOut, readMe } from './accountApi.ts';

/** `undefined` until the server has said; `null` for somebody who is signed out. */
let known = $state.raw<Me | null | undefined>(undefined);

/** Somebody with an organisation: the visitor of a demo has a session, but is nobody yet. */
const hasOrganisation = (it: Me): boolean => it.organisations.length > 0;

export const me = (): Me | null | undefined => (known && !hasOrganisation(known) ? null : known);

/** Asks the server who this browser is signed in as. Where it can't be reached, what was known stands. */
export const refreshMe = async (): Promise<void> => {
  const answer = await readMe();
  if (answer.ok) known = answer.value;
  else if (answer.problem?.code === 'signed-out' || known === undefined) known = null;
};

/** Whether the server has let go of the session; false where it could not be reached. */
export const signOut = async (): Promise<boolean> => {
  const answer = await logOut();
  const out = answer.ok || answer.problem?.code === 'signed-out';
  if (out) known = null;
  return out;
};
