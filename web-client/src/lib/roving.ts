interface Options {
  readonly horizontal?: boolean;
  /** Puts an end of a list that is in the page in part alone into the page, before Home or End moves there. */
  readonly toEnd?: (key: 'Home' | 'End') => Promise<void>;
}

/** One tab stop for a list: arrows, Home and End move between its elements that carry `data-rove`. */
export function roving(node: HTMLElement, { horizontal = false, toEnd }: Options = {}): { destroy(): void } {
  const all = () => [...node.querySelectorAll<HTMLElement>('[data-rove]')];
  const settle = (chosen?: HTMLElement) => {
    const elements = all();
    const stop = chosen ?? elements.find((element) => element.tabIndex === 0) ?? elements[0];
    for (const element of elements) {
      const index = element === stop ? 0 : -1;
      if (element.tabIndex !== index) element.tabIndex = index;
    }
  };
  const go = (element: HTMLElement) => {
    settle(element);
    element.focus();
  };
  const key = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (!target.matches('[data-rove]') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      const { key: end } = event;
      void Promise.resolve(toEnd?.(end)).then(() => go(all().at(end === 'Home' ? 0 : -1) ?? target));
      return;
    }
    const elements = all();
    const index = elements.indexOf(target);
    const next = { [horizontal ? 'ArrowRight' : 'ArrowDown']: index + 1, [horizontal ? 'ArrowLeft' : 'ArrowUp']: index - 1 }[event.key];
    const element = next === undefined ? undefined : elements[next];
    if (!element) return;
    event.preventDefault();
    go(element);
  };
  const focus = (event: FocusEvent) => {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-rove]');
    if (element) settle(element);
  };
  const observer = new MutationObserver(() => settle());
  node.addEventListener('keydown', key);
  node.addEventListener('focusin', focus);
  observer.observe(node, { childList: true, subtree: true });
  settle();
  return {
    destroy() {
      observer.disconnect();
      node.removeEventListener('keydown', key);
      node.removeEventListener('focusin', focus);
    },
  };
}
