import { hash, verify } from '@node-rs/argon2';

/** Argon2id at OWASP's recommended cost: 19 MiB, two passes, one lane. */
const argon2Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, argon2Cost);

/** Verified against when there is no such e-mail, so that the response takes as long as for a wrong password. */
const dummyHash = hashPassword(crypto.randomUUID());

/** @param storedHash undefined if there is no such person. */
export const verifyPassword = async (storedHash: string | undefined, password: string): Promise<boolean> => {
  const isMatch = await verify(storedHash ?? (await dummyHash), password);
  return storedHash !== undefined && isMatch;
};
