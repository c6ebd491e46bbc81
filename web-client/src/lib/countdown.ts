/**
 * Shows the seconds until a moment, at once and then every second.
 *
 * @param until milliseconds since the epoch; undefined is now
 * @returns ends it
 */
export function countdown(until: number | undefined, show: (seconds: number) => void): () => void {
  const tick = () => show(Math.max(0, Math.ceil(((until ?? 0) - Date.now()) / 1000)));
  tick();
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}
