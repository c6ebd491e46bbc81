/** Puts what a screen reader is to speak into one live region, at most once in so many milliseconds. */
export class Announcer {
  private waiting: string[] = [];
  private states: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastAt = -Infinity;

  /** @param many what is spoken instead of several messages */
  constructor(
    private readonly speak: (text: string) => void,
    private readonly many: (count: number) => string,
    private readonly pauseMs = 1500,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** A message, which is counted when several come at once. */
  add(text: string): void {
    this.waiting.push(text);
    this.soon();
  }

  /** The state of the page, or what became of something that the user did: spoken whatever else comes. */
  state(text: string): void {
    this.states.push(text);
    this.soon();
  }

  private soon(): void {
    this.timer ??= setTimeout(() => this.flush(), Math.max(200, this.lastAt + this.pauseMs - this.now()));
  }

  private flush(): void {
    this.timer = undefined;
    this.lastAt = this.now();
    const messages = this.waiting.length > 1 ? [this.many(this.waiting.length)] : this.waiting;
    const texts = [...this.states, ...messages];
    this.waiting = [];
    this.states = [];
    this.speak(texts.join(' '));
  }
}
