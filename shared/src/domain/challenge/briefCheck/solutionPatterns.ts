/*
 * Patterns of a brief that asks for a product instead of stating a problem, in English and Swedish. They
 * are few on purpose: a check with false alarms is not read.
 */

const product = String.raw`(?:app|apps|application|platform|portal|dashboard|software|system|website|chatbot|blockchain)`;
const produkt = String.raw`(?:appar?|applikation|plattform|portal|instrumentpanel|programvara|system|webbplats|chattbott?|blockkedja)`;

/** "an app that …", "we need a … system", "en plattform som …", "vi behöver ett … system". */
export const readyMade: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:an?|the)\s+(?:\p{L}+\s+){0,2}${product}\s+(?:that|which|to)\b`, 'iu'),
  new RegExp(
    String.raw`\b(?:need|want|require|procure|buy|develop|build)\s+(?:an?|the)\s+(?:\p{L}+\s+){0,3}${product}\b`,
    'iu',
  ),
  new RegExp(String.raw`\b(?:en|ett)\s+(?:\p{L}+\s+){0,2}${produkt}\s+(?:som|för\s+att)\b`, 'iu'),
  new RegExp(
    String.raw`\b(?:behöver|vill\s+ha|kräver|upphandla|köpa|utveckla|bygga)\s+(?:en|ett)\s+(?:\p{L}+\s+){0,3}${produkt}\b`,
    'iu',
  ),
];

/** Trademarks and named brands. */
export const brandMark: readonly RegExp[] = [
  /[\p{L}\p{N}][\p{L}\p{N}-]*\s?[®™]/u,
  /\b(?:brand|fabrikat|märke)[:\s]+\p{Lu}[\p{L}\p{N}-]+/u,
];

/** Wording that fits a single supplier. */
export const oneVendor: readonly RegExp[] = [
  /\b(?:or equivalent|compatible only with|exclusively from|sole supplier|same supplier|from the existing supplier)\b/iu,
  /\b(?:eller likvärdig|endast kompatibel med|uteslutande från|samma leverantör|befintlig leverantör)\b/iu,
];
