/** The room that most scenarios meet in: one, with a seat for everybody who may come. */
export const largeRoom = { rooms: 1, people: 520 };
