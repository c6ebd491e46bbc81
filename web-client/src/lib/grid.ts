/** One tab stop for a grid of buttons: the arrows move between them, up and down by where they are on the screen. */
export function grid(node: HTMLElement): { destroy(): void } {
  const all = () => [...node.querySelectorAll<HTMLElement>('button')];
  for (const [index, button] of all().entries()) button.tabIndex = index === 0 ? 0 : -1;
  const key = (event: KeyboardEvent) => {
    const buttons = all();
    const index = buttons.indexOf(event.target as HTMLElement);
    const target = index < 0 ? undefined : targetOf(buttons, index, event.key);
    if (!target) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
    target.focus();
  };
  node.addEventListener('keydown', key);
  return { destroy: () => node.removeEventListener('keydown', key) };
}

function targetOf(buttons: HTMLElement[], index: number, key: string): HTMLElement | undefined {
  if (key === 'ArrowRight') return buttons[index + 1];
  if (key === 'ArrowLeft') return buttons[index - 1];
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const here = buttons[index]!.getBoundingClientRect();
  const rows = buttons.map((button) => ({ button, at: button.getBoundingClientRect() }))
    .filter(({ at }) => (key === 'ArrowDown' ? at.top > here.top + 4 : at.top < here.top - 4));
  const distance = (at: DOMRect) => Math.abs(at.top - here.top) * 100 + Math.abs(at.left - here.left);
  return rows.sort((a, b) => distance(a.at) - distance(b.at))[0]?.button;
}
