/** One tab stop for a list: arrows, Home and End move between its elements that carry `data-rove`. */
export function roving(node: HTMLElement, { horizontal = false }: { horizontal?: boolean } = {}): { destroy(): void } {
  const all = () => [...node.querySelectorAll<HTMLElement>('[data-rove]')];
  const settle = (chosen?: HTMLElement) => {
    const elements = all();
    const stop = chosen ?? elements.find((element) => element.tabIndex === 0) ?? elements[0];
    for (const element of elements) {
      const index = element === stop ? 0 : -1;
      if (element.tabIndex !== index) element.tabIndex = index;
    }
  };
  const key = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (!target.matches('[data-rove]')) return;
    const elements = all();
    const index = elements.indexOf(target);
    const next = { [horizontal ? 'ArrowRight' : 'ArrowDown']: index + 1, [horizontal ? 'ArrowLeft' : 'ArrowUp']: index - 1,
      Home: 0, End: elements.length - 1 }[event.key];
    const element = next === undefined ? undefined : elements[next];
    if (!element) return;
    event.preventDefault();
    settle(element);
    element.focus();
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
