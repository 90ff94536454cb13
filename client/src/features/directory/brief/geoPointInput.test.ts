import { expect, test } from 'vitest';
import { openStreetMapUrl, parseGeoPoint } from './geoPointInput.ts';

const malmo = { lat: 55.605, lon: 13.004 };

test.each([
  '55.605, 13.004',
  '55.605 13.004',
  '55,605; 13,004',
  '55,605 13,004',
  'geo:55.605,13.004;u=35',
  'https://www.openstreetmap.org/#map=15/55.605/13.004',
  'https://www.openstreetmap.org/?mlat=55.605&mlon=13.004#map=12/1/2',
  'https://www.google.com/maps/@55.605,13.004,15z',
  'https://www.google.com/maps/place/X/@1.5,2.5,15z/data=!3m1!4b1!3d55.605!4d13.004',
  'https://maps.apple.com/?ll=55.605,13.004',
])('parses %s', (pasted) => {
  expect(parseGeoPoint(pasted)).toEqual(malmo);
});

test('parses degrees with minutes and seconds, south and west too', () => {
  const point = parseGeoPoint(`33°51'24.0"S 151°12'36.0"W`);
  expect(point?.lat).toBeCloseTo(-33.856_67, 4);
  expect(point?.lon).toBeCloseTo(-151.21, 4);
});

test.each(['', '55.605', '91, 13', 'Malmö', 'https://example.org/55'])('finds no point in %j', (pasted) => {
  expect(parseGeoPoint(pasted)).toBeUndefined();
});

test('parses the map’s address back to the same point', () => {
  expect(parseGeoPoint(openStreetMapUrl(malmo))).toEqual(malmo);
});
