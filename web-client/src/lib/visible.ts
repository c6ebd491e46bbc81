/** How far from what is seen an element is near. */
export const NEAR_PX = 700;

/** Calls back whenever the element comes into view, or near to it, within what scrolls. */
export function visible(node: HTMLElement, callback: () => void): { update(next: () => void): void; destroy(): void } {
  let act = callback;
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) act();
  }, { root: scroller(node), rootMargin: `${NEAR_PX}px` });
  observer.observe(node);
  return { update: (next) => (act = next), destroy: () => observer.disconnect() };
}

function scroller(node: HTMLElement): HTMLElement | null {
  for (let parent = node.parentElement; parent; parent = parent.parentElement) {
    if (/(auto|scroll)/.test(getComputedStyle(parent).overflowY)) return parent;
  }
  return null;
}
