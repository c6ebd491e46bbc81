const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60]] as const;

/** How long is left, in its two largest units: `1 day 3 hours`, `45 seconds`. Rounded down. */
export function remaining(seconds: number, locale: string): string {
  const say = (value: number, unit: string) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  const at = UNITS.findIndex(([, length]) => seconds >= length);
  if (at < 0) return say(seconds, 'second');
  const [unit, length] = UNITS[at]!;
  const next = UNITS[at + 1];
  const rest = next ? Math.floor((seconds % length) / next[1]) : 0;
  return next && rest > 0 ? `${say(Math.floor(seconds / length), unit)} ${say(rest, next[0])}` : say(Math.floor(seconds / length), unit);
}
