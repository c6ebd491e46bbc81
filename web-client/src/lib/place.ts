/**
 * The place of a scrolling list: the row at its top, or its end, stays where it is on the screen while rows come, go or grow.
 * Browsers that anchor scrolling do so for what grows only, and Safari does not anchor at all.
 */
export class Place {
  readonly #scroller: HTMLElement;
  /** Undefined at the end of the list, which is held instead. */
  #held: { readonly row: HTMLElement; readonly top: number; readonly position: number } | undefined;

  constructor(scroller: HTMLElement) {
    this.#scroller = scroller;
  }

  /** The row that is held, as long as it is in the page. */
  get row(): HTMLElement | undefined {
    return this.#held?.row.isConnected ? this.#held.row : undefined;
  }

  /** Takes note of what is on the screen now. */
  hold(atEnd: boolean): void {
    const row = atEnd ? undefined : this.#topRow();
    this.#held = row && this.#placeOf(row);
  }

  #placeOf(row: HTMLElement) {
    return { row, top: row.getBoundingClientRect().top, position: this.#scroller.scrollTop };
  }

  /** Puts what is held back to its place; to be called before the browser paints. */
  restore(): void {
    if (!this.#held) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    else if (this.#held.row.isConnected) {
      const { row, top } = this.#held;
      const moved = row.getBoundingClientRect().top - top - this.#scrolled(this.#held.position);
      if (Math.abs(moved) >= 1) this.#scroller.scrollTop += moved;
      this.#held = this.#placeOf(row);
    }
  }

  /** How far the list was scrolled since, which is not undone. A list that became shorter than its position is moved by the browser. */
  #scrolled(position: number): number {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return scrollTop >= scrollHeight - clientHeight - 1 ? 0 : position - scrollTop;
  }

  /** The first row that reaches below the upper edge; rows are in the order of their places. */
  #topRow(): HTMLElement | undefined {
    const { top } = this.#scroller.getBoundingClientRect();
    const rows = this.#scroller.querySelectorAll<HTMLElement>('[data-rove]');
    let [from, to] = [0, rows.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (rows[middle]!.getBoundingClientRect().bottom > top) to = middle;
      else from = middle + 1;
    }
    return rows[from];
  }
}
