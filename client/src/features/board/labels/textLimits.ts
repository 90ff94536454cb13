/** Letters in a title: it is read from five metres. */
export const titleMax = 200;
export const outcomeMax = 300;
