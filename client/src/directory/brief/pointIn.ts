import { GeoPoint } from '@brygga/shared/document/cards/challenge';

const number = String.raw`(-?\d{1,3}(?:\.\d+)?)`;

/** How maps write a place that people copy: in addresses, or as two numbers. */
const forms: readonly RegExp[] = [
  // OpenStreetMap's marker, before the part of the map that was in view.
  new RegExp(String.raw`[?&]mlat=${number}&mlon=${number}`),
  new RegExp(String.raw`#map=[\d.]+/${number}/${number}`),
  // Google's marker comes after the map's middle, and says more exactly what is meant.
  new RegExp(String.raw`!3d${number}!4d${number}`),
  new RegExp(String.raw`@${number},${number}`),
  new RegExp(String.raw`[?&](?:q|ll|query|center)=(?:loc:)?${number}(?:,|%2C)${number}`),
  // RFC 5870.
  new RegExp(`^geo:${number},${number}`),
  new RegExp(String.raw`^${number}\s*[,;\s]\s*${number}$`),
];

const withMinutes =
  /^(\d{1,3})°\s*(\d{1,2})['′]\s*([\d.]+)["″]\s*([NS])[,\s]+(\d{1,3})°\s*(\d{1,2})['′]\s*([\d.]+)["″]\s*([EW])$/i;

const inDegrees = ([degrees, minutes, seconds, side]: readonly string[]): number =>
  (Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600) * (/[SW]/i.test(side ?? '') ? -1 : 1);

/** Two numbers with commas for points, as Swedes write them. */
const withPoints = (text: string): string => text.replace(/^(-?\d+),(\d+)\s*[;\s]\s*(-?\d+),(\d+)$/, '$1.$2 $3.$4');

/** The point that a pasted text names: two numbers, degrees with minutes, or a map's address. Undefined where it names none. */
export const pointIn = (pasted: string): GeoPoint | undefined => {
  const text = withPoints(pasted.trim().replaceAll('−', '-'));
  const fine = withMinutes.exec(text);
  if (fine) return GeoPoint.safeParse({ lat: inDegrees(fine.slice(1, 5)), lon: inDegrees(fine.slice(5, 9)) }).data;
  const found = forms.map((form) => form.exec(text)).find((match) => match !== null);
  return found ? GeoPoint.safeParse({ lat: Number(found[1]), lon: Number(found[2]) }).data : undefined;
};

/** Where OpenStreetMap shows it. */
export const mapAddress = ({ lat, lon }: GeoPoint): string =>
  `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=15/${lat}/${lon}`;
