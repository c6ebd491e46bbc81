/**
 * Products and offers of a marketplace. An entry of its own, `@livemarket/chat-client/market`, since many pages need neither.
 */
import type { ChatClient, Conversation, Readable } from './api.js';
import type { Money, Offer, Product, ResponseTime, ServerEvents } from './contract.js';
import { ChatError } from './errors.js';
import { defined, randomId } from './json.js';
import { Observable, keepObject } from './observable.js';
import { repeated } from './repeated.js';
import { query } from './rest.js';
import { Gate } from './timing.js';

/** How many products are fetched at a time, as for a list of chats. */
const AT_A_TIME = 4;
/** As many products are remembered without a subscription. */
const MOST_KNOWN = 500;
/** How often a product is asked for until it shows a change that a chat about it has. */
const ATTEMPTS = 3;
const AGAIN_MS = 1_000;

export type ProductState = Product['state'];

/** A product as it is shown. */
export interface ProductCard {
  /** As it was last known; absent until it was loaded. */
  readonly product?: Product;
  /** There is no such product, or its seller withdrew it. */
  readonly gone: boolean;
  /** Why it could not be loaded. */
  readonly error?: ChatError;
}

/** What a seller states about a product. One of `priceAmount` (decimal text) and `price`; without `currency` it is the installation's. */
export interface ProductDetails {
  name: string;
  priceAmount?: string;
  price?: number;
  currency?: string;
  url?: string;
  imageUrl?: string;
}

export interface Products {
  list(filter?: { sellerId?: string; state?: ProductState; limit?: number; cursor?: string }): Promise<{ items: readonly Product[]; nextCursor?: string }>;
  get(productId: string): Promise<Product>;
  /** Lists a product; once, also where the answer is lost. */
  create(details: ProductDetails): Promise<Product>;
  /** Replaces all details. */
  update(productId: string, details: ProductDetails): Promise<Product>;
  setState(productId: string, state: ProductState): Promise<Product>;
  withdraw(productId: string): Promise<void>;
}

/** How long an offer can be accepted: 60–1,209,600 seconds, 48 hours unless given. */
export interface Validity {
  validForSeconds?: number;
}

/** The offers of one private chat. Each call is repeated where no answer comes, and has its effect once. */
export interface Offers {
  /** The newest first. */
  list(page?: { limit?: number; cursor?: string }): Promise<{ items: readonly Offer[]; nextCursor?: string }>;
  get(offerId: string): Promise<Offer>;
  /** `product_not_available`, `product_of_another`, `currency_mismatch`, `offer_open` where one for this product is open. */
  make(offer: { productId: string; price: Money } & Validity): Promise<Offer>;
  /** Answers the other's open offer with another price. */
  counter(offerId: string, offer: { price: Money } & Validity): Promise<Offer>;
  /** Of two who press at one moment one gets `offer_closed`. */
  accept(offerId: string): Promise<Offer>;
  decline(offerId: string): Promise<Offer>;
  /** Takes one's own offer back. */
  withdraw(offerId: string): Promise<Offer>;
}

export interface Market {
  readonly products: Products;
  /** A product with its state: loaded when it is subscribed to, and again after each connect, and when a chat about it has a change of it. */
  product(productId: string): Readable<ProductCard>;
  /** Loads a product again, for all who look at it. */
  refresh(productId: string): Promise<void>;
  offers(chatId: string): Offers;
  /** How fast a user usually answers buyers: one figure for all callers, which changes once a day; without `within` where too few were answered. */
  responseTime(userId: string): Promise<ResponseTime>;
  /** Opens the chat with a product's seller about it, or finds it. */
  chatAbout(product: Pick<Product, 'id' | 'sellerId'>): Promise<Conversation>;
  /** Ends what listens to the client. */
  close(): void;
}

class Cards {
  readonly #known = new Map<string, Observable<ProductCard>>();
  readonly #gate = new Gate(AT_A_TIME);
  readonly #client: ChatClient;

  constructor(client: ChatClient) {
    this.#client = client;
  }

  of(productId: string): Observable<ProductCard> {
    let card = this.#known.get(productId);
    if (!card) {
      card = Observable.of<ProductCard>({ gone: false }, (watched) => {
        if (watched) void this.load(productId);
      });
      this.#known.set(productId, card);
      this.#forget();
    }
    return card;
  }

  /** A later state, whichever call answered it. */
  take(product: Product): Product {
    const card = this.of(product.id);
    if ((card.value.product?.version ?? 0) <= product.version) this.#show(card, { product, gone: false });
    return product;
  }

  async load(productId: string): Promise<void> {
    const card = this.of(productId);
    try {
      this.take(await this.#gate.run(() => this.#client.rest<Product>('GET', `/products/${productId}`)));
    } catch (failure) {
      const error = ChatError.of(failure);
      const { product } = card.value;
      this.#show(card, defined<ProductCard>(error.code === 'product_not_found' ? { product, gone: true } : { product, gone: false, error }));
    }
  }

  /** A chat about the product has a change of it, which the product itself may show a moment later: whoever looks at it gets it from the server. */
  async changed(event: ServerEvents['product:changed'], attempts = ATTEMPTS): Promise<void> {
    const card = this.#known.get(event.productId);
    if (!attempts || !card?.isWatched || (card.value.product?.version ?? 0) >= event.productVersion) return;
    await this.load(event.productId);
    setTimeout(() => void this.changed(event, attempts - 1), AGAIN_MS);
  }

  loadWatched(): void {
    for (const [productId, card] of this.#known) if (card.isWatched) void this.load(productId);
  }

  #show(card: Observable<ProductCard>, next: ProductCard): void {
    card.set(keepObject(card.value, next));
  }

  #forget(): void {
    for (const [productId, card] of this.#known) {
      if (this.#known.size <= MOST_KNOWN) return;
      if (!card.isWatched) this.#known.delete(productId);
    }
  }
}

/** The products and offers that a client sees. */
export function createMarket(client: ChatClient): Market {
  const cards = new Cards(client);
  let wasOnline = client.connection.value.state === 'online';
  const ends = [
    client.connection.subscribe(({ state }) => {
      if (state === 'online' && !wasOnline) cards.loadWatched();
      wasOnline = state === 'online';
    }),
    client.on('offer:voided', () => cards.loadWatched()),
    client.on('product:changed', (event) => void cards.changed(event)),
  ];
  return {
    products: {
      list: (filter = {}) => client.rest('GET', `/products${query(filter)}`),
      get: async (productId) => cards.take(await client.rest<Product>('GET', `/products/${productId}`)),
      async create(details) {
        const headers = { 'idempotency-key': randomId() };
        return cards.take(await repeated(() => client.rest<Product>('POST', '/products', details, { headers })));
      },
      update: async (productId, details) => cards.take(await client.rest<Product>('PUT', `/products/${productId}`, details)),
      setState: async (productId, state) => cards.take(await client.rest<Product>('PUT', `/products/${productId}/state`, { state })),
      async withdraw(productId) {
        await client.rest('DELETE', `/products/${productId}`);
        await cards.load(productId);
      },
    },
    product: (productId) => cards.of(productId),
    refresh: (productId) => cards.load(productId),
    offers(chatId) {
      const path = `/chats/${chatId}/offers`;
      const post = (more: string, body?: object) => repeated(() => client.rest<Offer>('POST', path + more, body));
      const made = (more: string, offer: object) => post(more, { ...offer, clientMessageId: randomId() });
      const answered = (how: string) => (offerId: string) => post(`/${offerId}/${how}`);
      return {
        list: (page = {}) => client.rest('GET', path + query(page)),
        get: (offerId) => client.rest('GET', `${path}/${offerId}`),
        make: (offer) => made('', offer),
        counter: (offerId, offer) => made(`/${offerId}/counter`, offer),
        accept: answered('accept'),
        decline: answered('decline'),
        withdraw: answered('withdraw'),
      };
    },
    responseTime: (userId) => client.rest('GET', `/users/${userId}/response-time`),
    chatAbout: ({ id, sellerId }) => client.chatWith(sellerId, { type: 'listing', id }),
    close() {
      for (const end of ends) end();
    },
  };
}
