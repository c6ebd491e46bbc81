import type { ChatError, Product } from '@livemarket/chat-client';
import type { ProductDetails } from '@livemarket/chat-client/market';
import { amountOf, decimalsOf } from './money';

/** What is typed in the form of a listing. */
export interface Typed {
  readonly name: string;
  readonly price: string;
  readonly currency: string;
  readonly url: string;
  readonly imageUrl: string;
}

export type Field = 'name' | 'price' | 'url' | 'imageUrl';

/** Currencies that are offered, beside those of one's own listings. */
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'MXN', 'ARS', 'CLP', 'COP', 'PEN', 'BRL', 'JPY'];

/** As many characters an address has at most. */
const MOST_ADDRESS = 500;

export const currenciesWith = (...own: readonly string[]): readonly string[] => [...new Set([...own, ...CURRENCIES])];

/** How many decimals the amounts of a currency have. */
export const decimalsIn = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount as somebody of this language types it, without a separator of thousands. */
export const typedAmount = (amount: string, locale: string): string => {
  const decimals = decimalsOf(amount);
  return new Intl.NumberFormat(locale, { useGrouping: false, minimumFractionDigits: decimals, maximumFractionDigits: decimals, numberingSystem: 'latn' }).format(Number(amount));
};

function isAddress(text: string): boolean {
  if (text.length > MOST_ADDRESS || /\s/.test(text)) return false;
  try {
    const { protocol, username, password } = new URL(text);
    return protocol === 'https:' && !username && !password;
  } catch {
    return false;
  }
}

/** The details of a listing, or the fields that break one of the server's rules. */
export function read({ name, price, currency, url, imageUrl }: Typed): { details?: ProductDetails; wrong: readonly Field[] } {
  const priceAmount = amountOf(price, decimalsIn(currency));
  const [page, picture] = [url.trim(), imageUrl.trim()];
  const wrong = ([
    ['name', name.trim() !== ''], ['price', priceAmount !== undefined], ['url', !page || isAddress(page)], ['imageUrl', !picture || isAddress(picture)],
  ] as const).filter(([, isRight]) => !isRight).map(([field]) => field);
  if (wrong.length || priceAmount === undefined) return { wrong };
  return { wrong, details: { name: name.trim(), priceAmount, currency, ...(page && { url: page }), ...(picture && { imageUrl: picture }) } };
}

/** The field that a refusal is about; undefined for one that is about the whole. */
export function fieldOf({ field }: Pick<ChatError, 'field'>): Field | undefined {
  if (field === 'priceAmount' || field === 'currency') return 'price';
  return (['name', 'price', 'url', 'imageUrl'] as const).find((one) => one === field);
}

/** A list with a product as it is now: in its place, or on top; without it where another state is looked at. */
export function withProduct(list: readonly Product[], product: Product, state: string): readonly Product[] {
  const isShown = !state || product.state === state;
  if (!isShown) return list.filter(({ id }) => id !== product.id);
  return list.some(({ id }) => id === product.id) ? list.map((one) => (one.id === product.id ? product : one)) : [product, ...list];
}
