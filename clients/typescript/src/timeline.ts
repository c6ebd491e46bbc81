import type { ChatSync, Message, MessageOffer } from './contract.js';

/** Fields of a message, and of its offer as many as changed. */
export type Fields = Omit<Partial<Message>, 'offer'> & { readonly offer?: Partial<MessageOffer> };

/** What an edit, a deletion or a change of its offer changes of a message. */
export interface Change {
  readonly seq: number;
  readonly version: number;
  readonly fields: Fields;
}

const joined = (one: Fields, { offer, ...fields }: Fields): Fields =>
  ({ ...one, ...fields, ...(offer && { offer: { ...one.offer, ...offer } }) });

/** The message after a change. What changed of an offer that is not known here is left to `sync`, since the offer's own event is missing. */
export const apply = (message: Message, { version, fields }: Change): Message =>
  (message.version >= version || (fields.offer && !fields.offer.offerId && !message.offer) ? message
    : { ...joined(message, fields), version } as Message);

/**
 * The messages of one chat: a run of places without a gap, and what is known beyond it. Whatever comes, in whichever order and
 * however often, gives the same run: of two states of a message the one with the higher version counts.
 */
export class Timeline {
  /** The first and the last place of the run; it is empty while `from > to`. */
  from = 1;
  to = 0;
  isLoaded = false;
  /** Counts what changed other than by messages before or after the run: a copy of the run is out of date then. */
  edits = 0;
  /** Everything up to this version of the chat is in here, as far as the run reaches. */
  version = 0;
  #first = 1;
  #newest = 0;
  #expected = 0;
  readonly #messages = new Map<number, Message>();
  readonly #ahead = new Set<number>();
  readonly #changes = new Map<number, Change>();

  get hasOlder(): boolean {
    return this.isLoaded && this.from > this.#first;
  }

  /** Whether something is known to be missing. */
  get hasGap(): boolean {
    return this.isLoaded && (this.#ahead.size > 0 || this.#newest > this.to);
  }

  at(seq: number): Message | undefined {
    return seq >= this.from && seq <= this.to ? this.#messages.get(seq) : undefined;
  }

  /** What is known after a gap, in order. */
  beyond(): Message[] {
    if (this.#newest <= this.to) return [];
    return [...this.#messages.values()].filter(({ seq }) => seq > this.to).sort((a, b) => a.seq - b.seq);
  }

  byId(id: string): Message | undefined {
    for (let seq = this.to; seq >= this.from; seq--) if (this.#messages.get(seq)?.id === id) return this.at(seq);
    return undefined;
  }

  /**
   * To be called before a page is asked for: what comes meanwhile may be newer than the page, and is kept.
   *
   * @returns to be called when the page is in here, or did not come
   */
  expect(): () => void {
    this.#expected++;
    return () => {
      if (--this.#expected > 0) return;
      for (const seq of this.#changes.keys()) if (!this.#isAfter(seq)) this.#changes.delete(seq);
    };
  }

  /** A message that was sent now, or comes again. */
  put(message: Message): void {
    if (!this.#isListening) return;
    const known = this.#messages.get(message.seq);
    if (!known || known.version < message.version) {
      this.#messages.set(message.seq, this.#changed(message));
      if (known) this.edits++;
    }
    this.#newest = Math.max(this.#newest, message.seq);
    this.#extend();
  }

  /** An edit or a deletion. */
  change(change: Change): void {
    const known = this.#messages.get(change.seq);
    if (known) {
      const next = apply(known, change);
      if (next !== known) this.edits++;
      this.#messages.set(change.seq, next);
    } else if (this.#expected > 0 || this.#isAfter(change.seq)) {
      const earlier = this.#changes.get(change.seq);
      if ((earlier?.version ?? 0) < change.version) this.#changes.set(change.seq, { ...change, fields: joined(earlier?.fields ?? {}, change.fields) });
    }
  }

  /** Whether the message of this place is still to come: a change of it may have overtaken it. */
  #isAfter(seq: number): boolean {
    return this.isLoaded && seq > this.to;
  }

  /** Takes note of an event of the chat, whatever it was. */
  saw(version: number): void {
    if (!this.#isListening) return;
    if (version > this.version) this.#ahead.add(version);
    while (this.#ahead.delete(this.version + 1)) this.version++;
  }

  /**
   * The newest messages, and the chat's version before they were read: they take the place of the run.
   *
   * @param first the first place that the user may see: not 1 for one who joined a group later
   */
  load(page: readonly Message[], version: number, first = 1): void {
    const seqs = page.map((message) => message.seq);
    this.edits++;
    this.#first = first;
    this.from = seqs.length > 0 ? Math.min(...seqs) : first;
    for (const seq of this.#messages.keys()) if (seq < this.from) this.#messages.delete(seq);
    this.isLoaded = true;
    this.#putAll(page);
    this.to = Math.max(this.to, this.from - 1, ...seqs);
    this.#extend();
    this.#reached(version);
  }

  /** Messages before the run. */
  prepend(page: readonly Message[]): void {
    this.#putAll(page);
    while (this.#messages.has(this.from - 1)) this.from--;
  }

  /** What changed since the version that was asked for; false when that is not all and the run has to be loaded anew. */
  sync(sync: ChatSync): boolean {
    if (!sync.complete) return false;
    this.#putAll(sync.messages);
    this.#reached(sync.version);
    return this.to >= sync.seq;
  }

  get #isListening(): boolean {
    return this.isLoaded || this.#expected > 0;
  }

  #reached(version: number): void {
    this.version = Math.max(this.version, version);
    for (const seen of this.#ahead) if (seen <= this.version) this.#ahead.delete(seen);
    this.saw(this.version);
  }

  #putAll(page: readonly Message[]): void {
    for (const message of page) this.put(message);
  }

  #changed(message: Message): Message {
    const change = this.#changes.get(message.seq);
    this.#changes.delete(message.seq);
    return change ? apply(message, change) : message;
  }

  #extend(): void {
    while (this.isLoaded && this.#messages.has(this.to + 1)) this.to++;
  }
}
