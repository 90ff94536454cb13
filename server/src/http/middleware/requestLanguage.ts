import type { Context } from 'hono';
import { type Language, languages } from '../../accounts/agendaTemplates.ts';

const isLanguage = (tag: string): tag is Language => languages.some((language) => language === tag);

/** The supported language that the reader prefers, by Accept-Language; `sv-FI` counts as `sv`. */
export const requestLanguage = (c: Context): Language => {
  const preferences = (c.req.header('accept-language') ?? '').split(',').map((range, index) => {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const weight = parameters
      .map((parameter) => parameter.trim())
      .find((parameter) => parameter.startsWith('q='))
      ?.slice(2);
    return { language: tag.split('-')[0] ?? '', weight: Number.parseFloat(weight ?? '1') || 0, index };
  });
  preferences.sort((a, b) => b.weight - a.weight || a.index - b.index);
  return preferences.map(({ language }) => language).find(isLanguage) ?? 'en';
};
