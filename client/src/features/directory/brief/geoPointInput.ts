import { GeoPoint } from '@brygga/shared/document/cards/challenge';

const coordinatePattern = String.raw`(-?\d{1,3}(?:\.\d+)?)`;

/** How maps write a copied place: in addresses, or as two numbers. */
const decimalPatterns: readonly RegExp[] = [
  // OpenStreetMap's marker, more exact than the visible part of the map.
  new RegExp(String.raw`[?&]mlat=${coordinatePattern}&mlon=${coordinatePattern}`),
  new RegExp(String.raw`#map=[\d.]+/${coordinatePattern}/${coordinatePattern}`),
  // Google's marker, more exact than the centre of the map.
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

/** Decimal commas become points. */
const normaliseDecimalCommas = (text: string): string =>
  text.replace(/^(-?\d+),(\d+)\s*[;\s]\s*(-?\d+),(\d+)$/, '$1.$2 $3.$4');

/** Parses two numbers, degrees with minutes and seconds, or a map's address; undefined where it is none. */
export const parseGeoPoint = (pasted: string): GeoPoint | undefined => {
  const text = normaliseDecimalCommas(pasted.trim().replaceAll('−', '-'));
  const dms = degreesMinutesSeconds.exec(text);
  if (dms)
    return GeoPoint.safeParse({ lat: toDecimalDegrees(dms.slice(1, 5)), lon: toDecimalDegrees(dms.slice(5, 9)) }).data;
  const match = decimalPatterns.map((pattern) => pattern.exec(text)).find((result) => result !== null);
  return match ? GeoPoint.safeParse({ lat: Number(match[1]), lon: Number(match[2]) }).data : undefined;
};

export const openStreetMapUrl = ({ lat, lon }: GeoPoint): string =>
  `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=15/${lat}/${lon}`;
