/** What a poll needs to know of the page. */
export interface Sight {
  readonly hidden: boolean;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

/**
 * Repeats work while the page can be seen: at once, and then a pause after the end of each run, so that no two runs overlap.
 * A page that comes into sight again starts a run at once. The work handles its own failures.
 */
export class Poll {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ending: AbortController | undefined;
  private running = false;
  private readonly seen = () => this.now();

  constructor(private readonly work: (signal: AbortSignal) => Promise<void>, private readonly pauseMs: number, private readonly page: Sight = document) {}

  start(): void {
    if (this.ending) return;
    this.ending = new AbortController();
    this.page.addEventListener('visibilitychange', this.seen);
    this.now();
  }

  /** Aborts the run that has begun; no other follows. */
  stop(): void {
    this.ending?.abort();
    this.ending = undefined;
    this.running = false;
    clearTimeout(this.timer);
    this.page.removeEventListener('visibilitychange', this.seen);
  }

  /** Starts a run unless one has begun, the poll is stopped or the page is hidden. */
  now(): void {
    const { ending } = this;
    if (!ending || this.running || this.page.hidden) return;
    clearTimeout(this.timer);
    this.running = true;
    void this.work(ending.signal).finally(() => {
      if (this.ending !== ending) return; // Stopped, and perhaps started again.
      this.running = false;
      this.timer = setTimeout(() => this.now(), this.pauseMs);
    });
  }
}
