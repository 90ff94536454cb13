import { hash, verify } from '@node-rs/argon2';

/** Argon2id at OWASP's recommended cost: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** Nobody's hash: it is compared with when there is no such e-mail, so that the answer takes as long as a wrong password's. */
const nobodys = hashPassword(crypto.randomUUID());

/** @param kept undefined where there is no such person. */
export const isPassword = async (kept: string | undefined, password: string): Promise<boolean> => {
  const fits = await verify(kept ?? (await nobodys), password);
  return kept !== undefined && fits;
};
