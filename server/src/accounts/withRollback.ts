/**
 * Runs `work`, and `rollback` where it fails: for what one transaction can't undo.
 *
 * @throws what `work` threw; where `rollback` fails too, an AggregateError of both, with the first as its cause.
 */
export const withRollback = async <Result>(
  work: () => Promise<Result>,
  rollback: () => Promise<unknown>,
): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    await rollback().catch((rollbackError: unknown) => {
      throw new AggregateError([error, rollbackError], 'failed, and could not be rolled back', { cause: error });
    });
    throw error;
  }
};
