import type { Money, Offer, Product } from '../contract.js';
import type { FakeChat } from './chat.js';
import { notifyOf } from './notices.js';
import { reserve } from './products.js';
import { Refusal, now, type World } from './world.js';

const MOST_OPEN = 20;
const TWO_DAYS = 172_800;
/** When the product of an accepted offer is reserved: another service decides it, a moment later. */
const RESERVED_MS = 20;
const AMOUNT = /^(0|[1-9]\d{0,11})(\.\d{1,4})?$/;

/** The offers of one chat: decides as chat-service does. */
export class FakeOffers {
  readonly #all = new Map<string, Offer>();
  readonly #keys = new Map<string, string>();
  readonly #world: World;
  readonly #chat: FakeChat;

  constructor(world: World, chat: FakeChat) {
    this.#world = world;
    this.#chat = chat;
  }

  list(query: URLSearchParams): object {
    const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit') ?? 20)];
    const all = [...this.#all.values()].reverse();
    const hasMore = all.length > from + limit;
    return { items: all.slice(from, from + limit), hasMore, ...(hasMore ? { nextCursor: String(from + limit) } : {}) };
  }

  get(offerId: string): Offer {
    const offer = this.#all.get(offerId);
    if (!offer) throw new Refusal('offer_not_found');
    return offer;
  }

  make(userId: string, body: Record<string, unknown>): [number, Offer] {
    this.#requirePrivate();
    if (this.#chat.hasSupport) throw new Refusal('forbidden');
    return this.#repeated(userId, body) ?? this.#made(userId, String(body.productId), body);
  }

  counter(userId: string, offerId: string, body: Record<string, unknown>): [number, Offer] {
    const repeat = this.#repeated(userId, body);
    if (repeat) return repeat;
    const offer = this.#open(offerId, userId, false);
    return this.#made(userId, offer.productId, body, offer);
  }

  accept(userId: string, offerId: string): Offer {
    if (this.get(offerId).state === 'accepted' && this.get(offerId).makerId !== userId) return this.get(offerId);
    const { productId, sellerId, buyerId, price } = this.#open(offerId, userId, false);
    this.#available(productId);
    this.#refuseBlocked(userId);
    const accepted = this.#close(offerId, 'accepted', { productId, userId, sellerId, buyerId, price });
    setTimeout(() => {
      if (!reserve(this.#world, productId, { offerId, chatId: this.#chat.id, buyerId })) this.#close(offerId, 'voided', { reason: 'reserved_elsewhere' });
    }, RESERVED_MS);
    return accepted;
  }

  decline(userId: string, offerId: string): Offer {
    const offer = this.get(offerId);
    if (offer.state === 'declined' && offer.makerId !== userId) return offer;
    this.#open(offerId, userId, false);
    return this.#close(offerId, 'declined', { userId });
  }

  withdraw(userId: string, offerId: string): Offer {
    const offer = this.get(offerId);
    if (offer.state === 'withdrawn' && offer.makerId === userId) return offer;
    this.#open(offerId, userId, true);
    return this.#close(offerId, 'withdrawn', { userId });
  }

  /** The time of an offer is over. */
  expire(offerId: string): void {
    if (this.get(offerId).state === 'open') this.#close(offerId, 'expired', {});
  }

  #made(userId: string, productId: string, body: Record<string, unknown>, answered?: Offer): [number, Offer] {
    const product = this.#product(productId);
    const price = this.#price(body.price as Money | undefined, product);
    if (!answered) this.#refuseOpen(productId);
    this.#refuseBlocked(userId);
    const { sellerId } = product;
    const id = crypto.randomUUID();
    const message = this.#chat.show(userId, id, productId, `Offer · Oferta: ${price.amount} ${price.currency}`, body.clientMessageId as string | undefined);
    const expiresAt = new Date(Date.now() + Number(body.validForSeconds ?? TWO_DAYS) * 1_000).toISOString();
    const offer: Offer = {
      offerId: id, chatId: this.#chat.id, version: ++this.#chat.version, productId, makerId: userId, sellerId, buyerId: this.#chat.others(sellerId)[0]!, price,
      expiresAt, state: 'open', messageId: message.id, seq: message.seq, ...(answered ? { counters: answered.offerId } : {}), createdAt: now(),
    };
    if (body.clientMessageId) this.#keys.set(`${userId} ${String(body.clientMessageId)}`, id);
    if (answered) this.#put({ ...answered, version: offer.version, state: 'countered', closedAt: now() });
    this.#put(offer);
    const { state: _, createdAt, ...made } = offer;
    this.#chat.tell('offer:made', { ...made, ...(answered ? { countersSeq: answered.seq } : {}), at: createdAt });
    notifyOf(this.#world, this.#chat, userId);
    return [201, offer];
  }

  #put(offer: Offer): Offer {
    this.#all.set(offer.offerId, offer);
    const { chatId: _, version, messageId: __, seq, createdAt: ___, deal: ____, ...shown } = offer;
    this.#chat.showOffer(seq, version, shown);
    return offer;
  }

  #close(offerId: string, state: Offer['state'], event: object): Offer {
    const { deal: _, ...offer } = this.get(offerId);
    const at = now();
    const version = ++this.#chat.version;
    const closed = this.#put({ ...offer, version, state, closedAt: at, ...(state === 'accepted' ? { deal: { agreedAt: at } } : {}) });
    this.#chat.tell(`offer:${state}`, { chatId: offer.chatId, version, offerId, ...event, messageId: offer.messageId, seq: offer.seq, at });
    return closed;
  }

  /** The open offer that this user may answer, or take back. */
  #open(offerId: string, userId: string, isOwn: boolean): Offer {
    this.#requirePrivate();
    const offer = this.get(offerId);
    if ((offer.makerId === userId) !== isOwn) throw new Refusal('not_your_offer');
    if (offer.state === 'expired' || (offer.state === 'open' && Date.parse(offer.expiresAt) <= Date.now())) throw new Refusal('offer_expired');
    if (offer.state !== 'open') throw new Refusal('offer_closed');
    return offer;
  }

  #repeated(userId: string, body: Record<string, unknown>): [number, Offer] | undefined {
    const known = this.#keys.get(`${userId} ${String(body.clientMessageId)}`);
    return known === undefined ? undefined : [200, this.get(known)];
  }

  #requirePrivate(): void {
    if (this.#chat.type !== 'private') throw new Refusal('not_a_private_chat');
  }

  #product(productId: string): Product {
    const product = this.#available(productId);
    if (!this.#chat.participants.includes(product.sellerId)) throw new Refusal('product_of_another');
    return product;
  }

  #available(productId: string): Product {
    const product = this.#world.products.get(productId);
    if (!product) throw new Refusal('product_not_found');
    if (product.state !== 'available') throw new Refusal('product_not_available');
    return product;
  }

  #price(price: Money | undefined, product: Product): Money {
    if (!price || !AMOUNT.test(price.amount) || !(Number(price.amount) > 0)) throw new Refusal('invalid_request', 'price');
    if (price.currency !== product.currency) throw new Refusal('currency_mismatch');
    return price;
  }

  #refuseOpen(productId: string): void {
    const open = [...this.#all.values()].filter(({ state }) => state === 'open');
    if (open.some((offer) => offer.productId === productId)) throw new Refusal('offer_open');
    if (open.length >= MOST_OPEN) throw new Refusal('too_many_offers');
  }

  #refuseBlocked(userId: string): void {
    for (const other of this.#chat.others(userId)) this.#world.refuseBlocked(userId, other);
  }
}
