/**
 * Units as plans write them, each with what one of it is in ours: tonnes of CO₂ equivalents a year,
 * whole units of a currency. Compared in lower case, without spaces and dots.
 */
const masses: Readonly<Record<string, number>> = {
  kg: 0.001,
  t: 1,
  ton: 1,
  tons: 1,
  tonne: 1,
  tonnes: 1,
  kt: 1e3,
  kton: 1e3,
  ktonnes: 1e3,
  tusenton: 1e3,
  mt: 1e6,
  mton: 1e6,
  mtonnes: 1e6,
  miljonerton: 1e6,
};

const currencySigns: Readonly<Record<string, string>> = {
  kr: 'SEK',
  kronor: 'SEK',
  '€': 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  $: 'USD',
  '£': 'GBP',
};

/** Of the places where such plans are written; `mil` is none, though it has three letters. */
const currencyCodes = new Set(
  (
    'aed ars aud bdt bgn brl cad chf clp cny cop czk dkk egp etb eur gbp ghs hkd huf idr ils inr isk jod jpy ' +
    'kes krw mad mxn myr ngn nok nzd pen php pkr pln ron sek sgd thb try tzs uah usd vnd zar'
  ).split(' '),
);

const multiples: Readonly<Record<string, number>> = {
  t: 1e3,
  k: 1e3,
  tusen: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  milj: 1e6,
  miljon: 1e6,
  miljoner: 1e6,
  million: 1e6,
  millions: 1e6,
  md: 1e9,
  mdr: 1e9,
  bn: 1e9,
  miljard: 1e9,
  miljarder: 1e9,
  billion: 1e9,
};

const normalise = (unit: string): string => unit.toLowerCase().replace(/[\s.]/g, '');

/** The unit in tonnes of CO₂ equivalents a year; undefined for an unknown unit. */
export const tonnesIn = (unit: string): number | undefined => {
  const mass = normalise(unit)
    .replace(/(\/|per)?(yr|year|år|a|p\.?a)$/, '')
    .replace(/(co[2₂](-?e(kv|q)?)?|koldioxidekvivalenter)$/, '')
    .replace(/-$/, '');
  return Object.hasOwn(masses, mass) ? masses[mass] : undefined;
};

export interface Money {
  /** Undefined for a mere multiple, such as `million`. */
  readonly currency: string | undefined;
  readonly times: number;
}

const currencyOf = (sign: string): string | undefined => {
  if (currencyCodes.has(sign)) return sign.toUpperCase();
  return Object.hasOwn(currencySigns, sign) ? currencySigns[sign] : undefined;
};

/** `MSEK`, `tkr`, `million EUR`, `€`; undefined for an unknown unit. */
export const moneyIn = (unit: string): Money | undefined => {
  const name = normalise(unit);
  if (Object.hasOwn(multiples, name)) return { currency: undefined, times: multiples[name] ?? 1 };
  const currency = currencyOf(name);
  if (currency) return { currency, times: 1 };
  for (const [word, times] of Object.entries(multiples)) {
    const suffix = name.startsWith(word) ? name.slice(word.length) : '';
    const prefix = name.endsWith(word) ? name.slice(0, -word.length) : '';
    const multipleOf = currencyOf(suffix) ?? currencyOf(prefix);
    if (multipleOf) return { currency: multipleOf, times };
  }
  return undefined;
};

/** The unit that a heading names in brackets or after a comma: `Cost (MSEK)`, `Minskning, ton CO2e/år`. */
export const unitInHeading = (heading: string): string | undefined => {
  const bracketed = /[([]([^)\]]+)[)\]]\s*$/.exec(heading)?.[1] ?? /,\s*([^,]+)$/.exec(heading)?.[1];
  return bracketed?.trim();
};
