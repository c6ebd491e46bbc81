/** A piece of what a user wrote: plain text, or the address of a page. */
export type Piece = { text: string; href?: string };

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"']+/giu;
const ENDS = /[.,;:!?)\]}»”’]+$/u;

/** Cuts a text into pieces; only `http` and `https` addresses become links. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = trimmed(match[0]);
    const href = addressOf(shown);
    if (!href) continue;
    if (match.index > end) found.push({ text: text.slice(end, match.index) });
    found.push({ text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}

/** Punctuation behind an address is not a part of it, but a closing bracket whose opening one is. */
function trimmed(address: string): string {
  const cut = address.replace(ENDS, '');
  return address[cut.length] === ')' && cut.includes('(') ? `${cut})` : cut;
}

function addressOf(shown: string): string | undefined {
  const text = /^www\./i.test(shown) ? `https://${shown}` : shown;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}

const EMOJI = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*|\p{Regional_Indicator}{2})$/u;

const ANY_EMOJI = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Whether a text is one to three emoji and nothing else. */
export function isJumbo(text: string): boolean {
  const trimmedText = text.trim();
  if (!trimmedText || trimmedText.length > 40 || !ANY_EMOJI.test(trimmedText)) return false;
  const signs = [...graphemes.segment(trimmedText)].map((part) => part.segment).filter((part) => part.trim());
  return signs.length <= 3 && signs.every((part) => EMOJI.test(part));
}
