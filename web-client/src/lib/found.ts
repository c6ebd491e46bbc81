/** A part of a message's text, and whether it is one of the words that were searched. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** How much of a long text stands before its first hit, and how much is shown of it. */
const BEFORE = 40;
const MOST = 160;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Scripts that have no spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string): string[] => folded(text).match(WORD) ?? [];

/** The text around the first searched word, with all searched words in it as pieces of their own. */
export function excerptOf(content: string, query: string): readonly Piece[] {
  const text = content.replace(/\s+/g, ' ').trim();
  const searched = wordsOf(query);
  const isHit = (word: string): boolean => {
    const plain = folded(word);
    return searched.some((one, at) => plain === one || (at === searched.length - 1 && plain.startsWith(one)) || (UNSPACED.test(one) && plain.includes(one)));
  };
  const hits = [...text.matchAll(WORD)].filter(([word]) => isHit(word));
  const first = hits[0]?.index ?? 0;
  const from = first <= BEFORE ? 0 : text.indexOf(' ', first - BEFORE) + 1 || first;
  const begin = from > first ? first : from;
  const pieces: Piece[] = begin > 0 ? [{ text: '…', hit: false }] : [];
  let at = begin;
  const add = (end: number, hit: boolean) => {
    if (end > at) pieces.push({ text: text.slice(at, end), hit });
    at = Math.max(at, end);
  };
  for (const { index, 0: word } of hits) {
    if (index + word.length > begin + MOST) break;
    add(index, false);
    add(index + word.length, true);
  }
  add(Math.max(at, Math.min(text.length, begin + MOST)), false);
  if (at < text.length) pieces.push({ text: '…', hit: false });
  return pieces;
}
