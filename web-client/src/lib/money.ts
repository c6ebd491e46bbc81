import type { Money, Product } from '@livemarket/chat-client';

/** A price in a language; with its decimals only where it has some. */
export function priceText({ amount, currency }: Money, locale: string): string {
  const value = Number(amount);
  const trailingZeroDisplay = 'stripIfInteger';
  return new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay } as Intl.NumberFormatOptions).format(value);
}

export const moneyOf = ({ priceAmount, currency }: Product): Money => ({ amount: priceAmount, currency });

/** How many decimals an amount has, which are those of its currency. */
export const decimalsOf = (amount: string): number => amount.split('.')[1]?.length ?? 0;

/**
 * The amount of what somebody typed, with a comma or a point before its decimals: a decimal text with exactly so many decimals.
 * Undefined for anything else, for zero, and for more decimals.
 */
export function amountOf(typed: string, decimals: number): string | undefined {
  const [, whole, fraction = ''] = /^0*(\d{1,12})(?:[.,](\d+))?$/.exec(typed.trim().replace(/[\s\u00a0]/g, '')) ?? [];
  if (whole === undefined || fraction.length > decimals) return undefined;
  const amount = decimals ? `${whole}.${fraction.padEnd(decimals, '0')}` : whole;
  return Number(amount) > 0 ? amount : undefined;
}
