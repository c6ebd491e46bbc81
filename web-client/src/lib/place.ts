/**
 * The place of a scrolling list: the row at its top, or its end, stays where it is on the screen while rows come, go or grow.
 * Browsers that anchor scrolling do so for what grows only, and Safari does not anchor at all.
 */
export class Place {
  readonly #scroller: HTMLElement;
  /** Undefined at the end of the list, which is held instead. */
  #held: { readonly row: HTMLElement; readonly top: number } | undefined;

  constructor(scroller: HTMLElement) {
    this.#scroller = scroller;
  }

  /** Takes note of what is on the screen now. */
  hold(atEnd: boolean): void {
    const row = atEnd ? undefined : this.#topRow();
    this.#held = row && { row, top: row.getBoundingClientRect().top };
  }

  /** Puts what is held back to its place; to be called before the browser paints. */
  restore(): void {
    if (!this.#held) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    else if (this.#held.row.isConnected) {
      const moved = this.#held.row.getBoundingClientRect().top - this.#held.top;
      if (Math.abs(moved) >= 1) this.#scroller.scrollTop += moved;
    }
  }

  #topRow(): HTMLElement | undefined {
    const top = this.#scroller.getBoundingClientRect().top;
    return [...this.#scroller.querySelectorAll<HTMLElement>('[data-rove]')].find((row) => row.getBoundingClientRect().bottom > top);
  }
}
