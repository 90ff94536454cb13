import type { Context } from 'hono';
import { type Language, languages } from '../../accounts/agendaTemplates.ts';

const isLanguage = (tag: string): tag is Language => languages.some((known) => known === tag);

/** The first of the reader's languages that we speak, by Accept-Language; `sv-FI` counts as `sv`. */
export const requestLanguage = (c: Context): Language => {
  const wanted = (c.req.header('accept-language') ?? '').split(',').map((range, index) => {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const weight =
      parameters
        .find((each) => each.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? '1';
    return { language: tag.split('-')[0] ?? '', weight: Number.parseFloat(weight) || 0, index };
  });
  wanted.sort((a, b) => b.weight - a.weight || a.index - b.index);
  return wanted.map(({ language }) => language).find(isLanguage) ?? 'en';
};
