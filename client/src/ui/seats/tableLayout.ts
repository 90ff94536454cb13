/** Units of the layout; the table is drawn at any size. */
export const tableBox = 340;
/** More seats than this are drawn as marks alone: their names would not be legible. */
export const namedSeatsMax = 12;

export interface TableLayout {
  /** Centre of each seat in the box, clockwise from the top. */
  readonly seats: readonly { readonly x: number; readonly y: number }[];
  /** Size of each seat. */
  readonly w: number;
  readonly h: number;
  /** Whether a seat has room for its name. */
  readonly named: boolean;
  /** Radius of the ring in the middle. */
  readonly radius: number;
  /** Radius of the table's top: the seats stand at its edge. */
  readonly top: number;
}

const seatSizes = [
  { w: 104, h: 68 },
  { w: 96, h: 68 },
  { w: 90, h: 66 },
  { w: 82, h: 64 },
] as const;

/** From a circle (2) towards a square: seats stand as round as they fit. */
const roundness = [2, 2.3, 2.7, 3.2, 4, 5, 7, 10, 16] as const;
const seatGap = 3;
const tableGap = 8;
const tableRadiusMax = 82;
const tableRadiusMin = 64;

/** How far the corners of a table that is nearly square come in. */
const cornerDrop = 18;
const namedTop = 124;

const layouts = new Map<number, TableLayout>();

/** Positions of the seats; they never overlap and never leave the box. */
export const tableLayout = (count: number): TableLayout => {
  const known = layouts.get(count);
  if (known) return known;
  const made = (count <= namedSeatsMax && namedLayout(count)) || markLayout(count);
  layouts.set(count, made);
  return made;
};

const namedLayout = (count: number): TableLayout | undefined => {
  for (const { w, h } of seatSizes) {
    const reach = { x: (tableBox - w) / 2, y: (tableBox - h) / 2 };
    const tries = roundness.flatMap((power) => [0, 0.5].map((turn) => onRing(count, turn, reach, power)));
    for (const seats of [...tries, rowsLayout(count, w, h)]) {
      const radius = Math.min(tableRadiusMax, middleRadius(seats, w, h) - tableGap);
      if (radius < tableRadiusMin || !areApart(seats, w + seatGap, h + seatGap)) continue;
      return { seats, w, h, named: true, radius, top: namedTop };
    }
  }
  return undefined;
};

/** Two seats at each side, the rest above and below: holds most names, and looks least round. */
const rowsLayout = (count: number, w: number, h: number) => {
  const above = Math.max(1, Math.ceil((count - 4) / 2));
  const below = Math.max(0, count - 4 - above);
  const side = (h + seatGap) / 2;
  const [upper, lower] = [tableBox / 2 - side, tableBox / 2 + side];
  return [
    ...row(above, w, h / 2, cornerDrop),
    { x: tableBox - w / 2, y: upper },
    { x: tableBox - w / 2, y: lower },
    ...row(below, w, tableBox - h / 2, -cornerDrop).reverse(),
    { x: w / 2, y: lower },
    { x: w / 2, y: upper },
  ];
};

/** Seats side by side about the middle; those that stand in the corners come in by `drop`. */
const row = (many: number, w: number, y: number, drop: number) => {
  const step = many > 1 ? Math.min((tableBox - w) / (many - 1), w + 4 * tableGap) : 0;
  return Array.from({ length: many }, (_, at) => {
    const x = tableBox / 2 + step * (at - (many - 1) / 2);
    const inCorner = Math.abs(x - tableBox / 2) > tableBox / 2 - w / 2 - tableGap;
    return { x, y: inCorner ? y + drop : y };
  });
};

const markLayout = (count: number): TableLayout => {
  const ring = tableBox / 2;
  const widest = 44;
  // Neighbours on the ring are a chord apart, which must not be less than a mark.
  const half = Math.sin(Math.PI / count);
  const mark = Math.min(widest, (2 * ring * half) / (1 + half) - 0.5);
  const reach = (tableBox - mark) / 2;
  return {
    seats: onRing(count, 0, { x: reach, y: reach }, 2),
    w: mark,
    h: mark,
    named: false,
    radius: Math.min(tableRadiusMax + 20, reach - mark / 2 - tableGap),
    top: reach,
  };
};

const onRing = (count: number, turn: number, reach: { x: number; y: number }, power: number) =>
  Array.from({ length: count }, (_, index) => {
    const angle = ((index + turn) / count) * 2 * Math.PI - Math.PI / 2;
    return {
      x: tableBox / 2 + reach.x * bulge(Math.cos(angle), power),
      y: tableBox / 2 + reach.y * bulge(Math.sin(angle), power),
    };
  });

const bulge = (value: number, power: number) =>
  Math.abs(value) < 1e-9 ? 0 : Math.sign(value) * Math.abs(value) ** (2 / power);

const areApart = (seats: TableLayout['seats'], w: number, h: number) =>
  seats.every((a, at) => seats.slice(at + 1).every((b) => Math.abs(a.x - b.x) >= w || Math.abs(a.y - b.y) >= h));

/** Distance from the middle to the nearest edge of a seat. */
const middleRadius = (seats: TableLayout['seats'], w: number, h: number) =>
  Math.min(
    Infinity,
    ...seats.map(({ x, y }) =>
      Math.hypot(Math.max(0, Math.abs(x - tableBox / 2) - w / 2), Math.max(0, Math.abs(y - tableBox / 2) - h / 2)),
    ),
  );
