import type { ChatError } from '@livemarket/chat-client';
import { kept } from '../lib/kept';
import type { Words } from './en';
import { pickLanguage, type Language } from './pick';

export type { Language };

const KEPT = 'livemarket.language';

export const chosenLanguage = (): string | undefined => kept.get(KEPT);

/** Keeps the choice (`null`: the browser's language) and shows the page in it. */
export function chooseLanguage(choice: Language | null): void {
  kept.set(KEPT, choice ?? undefined);
  location.reload();
}

const chosen = chosenLanguage();
export const language: Language = pickLanguage(chosen ? [chosen] : navigator.languages);
/** With its region, for dates and numbers: 24 hours in Great Britain, 12 in the United States. */
export const locale: string = navigator.languages.find((tag) => pickLanguage([tag]) === language && tag.toLowerCase().startsWith(language)) ?? language;
/** A user loads one language; the scripts that have texts wait for it. */
export const t: Words = language === 'es' ? (await import('./es')).es : (await import('./en')).en;

/** The text of a failure in the user's language. */
export const failureText = (error: ChatError): string => (language === 'es' ? error.messageEs : error.message);

/** The text of a failure with its code, for people who look the code up. */
export const codedText = (error: ChatError): string => `${failureText(error)} (${error.code})`;
