/** The same value, with every object in it frozen: what is shown can't be changed by who shows it. */
export const deepFreeze = <It>(value: It): It => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
};
