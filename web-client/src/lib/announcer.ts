/** Puts what a screen reader is to speak into one live region, at most once in so many milliseconds. */
export class Announcer {
  private waiting: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastAt = -Infinity;

  /** @param many what is spoken instead of several texts */
  constructor(
    private readonly speak: (text: string) => void,
    private readonly many: (count: number) => string,
    private readonly pauseMs = 1500,
    private readonly now: () => number = () => performance.now(),
  ) {}

  add(text: string): void {
    this.waiting.push(text);
    this.timer ??= setTimeout(() => this.flush(), Math.max(200, this.lastAt + this.pauseMs - this.now()));
  }

  private flush(): void {
    this.timer = undefined;
    this.lastAt = this.now();
    const texts = this.waiting;
    this.waiting = [];
    this.speak(texts.length === 1 ? texts[0]! : this.many(texts.length));
  }
}
