import { locale, t } from '../i18n';

const DAY = 86_400_000;
/** What stands for a name that is being loaded. */
export const UNKNOWN_YET = '…';
const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const toSeconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
const figure = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long' });
const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const fullDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

const daysAgo = (at: Date): number => {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  return at >= midnight ? 0 : Math.ceil((midnight.getTime() - at.getTime()) / DAY);
};
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Formats a time; of one that is none nothing is shown: there a format throws, and what shows it would go with it. */
const formatted = (show: (at: Date) => string) => (iso: string): string => {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? '' : show(at);
};

export const clock = formatted((at) => time.format(at));
/** A time of day with its seconds. */
export const clockToSeconds = formatted((at) => toSeconds.format(at));
export const number = (value: number): string => figure.format(value);
export const dateTime = formatted((at) => full.format(at));
export const date = formatted((at) => fullDay.format(at));

/** Short, for lists: a time today, a day before. */
export const shortTime = formatted((at) => {
  const days = daysAgo(at);
  if (days === 0) return time.format(at);
  if (days === 1) return t.chat.yesterday;
  return days < 7 ? upper(weekday.format(at)) : shortDay.format(at);
});

/** The heading of a day among messages. */
export const dayName = formatted((at) => {
  const days = daysAgo(at);
  if (days === 0) return t.chat.today;
  if (days === 1) return t.chat.yesterday;
  return upper(at.getFullYear() === new Date().getFullYear() ? longDay.format(at) : fullDay.format(at));
});

export function bytes(size: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const power = size < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(size) / 3));
  const value = size / 1000 ** power;
  return new Intl.NumberFormat(locale, {
    style: 'unit', unit: units[power]!, unitDisplay: power ? 'short' : 'long', maximumFractionDigits: value < 10 && power ? 1 : 0,
  }).format(value);
}

/** One of the avatar's colours, for an id always the same one. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + character.charCodeAt(0)) | 0;
  return Math.abs(hash) % 8;
}

/** Up to two letters; none while the name is not known yet. */
export function initials(name: string): string {
  if (name === UNKNOWN_YET) return '';
  const words = name.split(/[\s._-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.length > 1 && !/^\d/.test(words[1]!) ? [words[0]!, words[1]!] : words.slice(0, 1);
  return letters.map((word) => [...word][0]!.toUpperCase()).join('') || '?';
}
