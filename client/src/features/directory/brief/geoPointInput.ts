import { GeoPoint } from '@brygga/shared/document/cards/challenge';

const coordinatePattern = String.raw`(-?\d{1,3}(?:\.\d+)?)`;

/** How maps write a place that people copy: in addresses, or as two numbers. */
const decimalPatterns: readonly RegExp[] = [
  // OpenStreetMap's marker, before the part of the map that was in view.
  new RegExp(String.raw`[?&]mlat=${coordinatePattern}&mlon=${coordinatePattern}`),
  new RegExp(String.raw`#map=[\d.]+/${coordinatePattern}/${coordinatePattern}`),
  // Google's marker comes after the map's middle, and says more exactly what is meant.
  new RegExp(String.raw`!3d${coordinatePattern}!4d${coordinatePattern}`),
  new RegExp(String.raw`@${coordinatePattern},${coordinatePattern}`),
  new RegExp(String.raw`[?&](?:q|ll|query|center)=(?:loc:)?${coordinatePattern}(?:,|%2C)${coordinatePattern}`),
  // RFC 5870.
  new RegExp(`^geo:${coordinatePattern},${coordinatePattern}`),
  new RegExp(String.raw`^${coordinatePattern}\s*[,;\s]\s*${coordinatePattern}$`),
];

const degreesMinutesSeconds =
  /^(\d{1,3})°\s*(\d{1,2})['′]\s*([\d.]+)["″]\s*([NS])[,\s]+(\d{1,3})°\s*(\d{1,2})['′]\s*([\d.]+)["″]\s*([EW])$/i;

const toDecimalDegrees = ([degrees, minutes, seconds, side]: readonly string[]): number =>
  (Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600) * (/[SW]/i.test(side ?? '') ? -1 : 1);

/** Two numbers with commas for points, as Swedes write them. */
const normaliseDecimalCommas = (text: string): string =>
  text.replace(/^(-?\d+),(\d+)\s*[;\s]\s*(-?\d+),(\d+)$/, '$1.$2 $3.$4');

/** The point that a pasted text names: two numbers, degrees with minutes, or a map's address. Undefined where it names none. */
export const parseGeoPoint = (pasted: string): GeoPoint | undefined => {
  const text = normaliseDecimalCommas(pasted.trim().replaceAll('−', '-'));
  const fine = degreesMinutesSeconds.exec(text);
  if (fine)
    return GeoPoint.safeParse({ lat: toDecimalDegrees(fine.slice(1, 5)), lon: toDecimalDegrees(fine.slice(5, 9)) })
      .data;
  const found = decimalPatterns.map((form) => form.exec(text)).find((match) => match !== null);
  return found ? GeoPoint.safeParse({ lat: Number(found[1]), lon: Number(found[2]) }).data : undefined;
};

/** Where OpenStreetMap shows it. */
export const openStreetMapUrl = ({ lat, lon }: GeoPoint): string =>
  `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=15/${lat}/${lon}`;
