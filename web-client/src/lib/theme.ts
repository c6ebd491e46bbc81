import { kept } from './kept';

export type Theme = 'light' | 'dark';

const KEPT = 'livemarket.theme';

export const chosenTheme = (): Theme | undefined => {
  const theme = kept.get(KEPT);
  return theme === 'light' || theme === 'dark' ? theme : undefined;
};

/** Shows the page as chosen, or like the device. */
export function applyTheme(theme = chosenTheme()): void {
  if (theme) document.documentElement.dataset['theme'] = theme;
  else delete document.documentElement.dataset['theme'];
}

export function chooseTheme(theme: Theme | undefined): void {
  kept.set(KEPT, theme);
  applyTheme(theme);
}
