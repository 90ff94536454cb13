import { hash, verify } from '@node-rs/argon2';

/** Argon2id at OWASP's recommended cost: 19 MiB, two passes, one lane. */
const argon2Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, argon2Cost);

/** Nobody's hash: it is compared with when there is no such e-mail, so that the answer takes as long as a wrong password's. */
const dummyHash = hashPassword(crypto.randomUUID());

/** @param storedHash undefined where there is no such person. */
export const verifyPassword = async (storedHash: string | undefined, password: string): Promise<boolean> => {
  const fits = await verify(storedHash ?? (await dummyHash), password);
  return storedHash !== undefined && fits;
};
