export type Theme = 'light' | 'dark';

const KEPT = 'livemarket.theme';

export const chosenTheme = (): Theme | undefined => {
  const kept = localStorage.getItem(KEPT);
  return kept === 'light' || kept === 'dark' ? kept : undefined;
};

/** Shows the page as chosen, or like the device. */
export function applyTheme(): void {
  const theme = chosenTheme();
  if (theme) document.documentElement.dataset['theme'] = theme;
  else delete document.documentElement.dataset['theme'];
}

export function chooseTheme(theme: Theme | undefined): void {
  if (theme) localStorage.setItem(KEPT, theme);
  else localStorage.removeItem(KEPT);
  applyTheme();
}
