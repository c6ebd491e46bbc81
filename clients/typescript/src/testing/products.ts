import type { Product, ResponseTime } from '../contract.js';
import { Refusal, now, type World } from './world.js';

const DETAILS = ['name', 'price', 'priceAmount', 'currency', 'url', 'imageUrl'];
/** Marks that turn the direction of the text around a name. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/;
const STATES = ['available', 'reserved', 'sold', 'withdrawn'];

/** A product that the user may see. */
export function productOf(world: World, userId: string, productId: unknown): Product {
  const product = world.products.get(String(productId));
  if (!product || (product.state === 'withdrawn' && product.sellerId !== userId)) throw new Refusal('product_not_found');
  return seen(product, userId);
}

export function listProducts(world: World, userId: string, query: URLSearchParams): object {
  const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit') ?? 20)];
  const all = [...world.products.values()].reverse().filter((product) => (product.state !== 'withdrawn' || product.sellerId === userId)
    && (!query.has('sellerId') || product.sellerId === query.get('sellerId')) && (!query.has('state') || product.state === query.get('state')));
  const hasMore = all.length > from + limit;
  return { items: all.slice(from, from + limit).map((product) => seen(product, userId)), hasMore, ...(hasMore ? { nextCursor: String(from + limit) } : {}) };
}

/** Absent for a user who is not there any more, or never was. */
export function responseTime(world: World, userId: string): ResponseTime {
  const within = world.accounts.get(userId)?.user.deleted ? undefined : world.responseTimes.get(userId);
  return within ? { userId, within } : { userId };
}

/** @param key of a request that may be repeated */
export function createProduct(world: World, userId: string, body: Record<string, unknown>, key?: string): Product {
  const earlier = key && world.productKeys.get(`${userId} ${key}`);
  if (earlier) return productOf(world, userId, earlier);
  const product: Product = { id: crypto.randomUUID(), ...details(body), sellerId: userId, state: 'available', version: 1, createdAt: now(), updatedAt: now() };
  world.products.set(product.id, product);
  if (key) world.productKeys.set(`${userId} ${key}`, product.id);
  return product;
}

export function changeProduct(world: World, userId: string, productId: string, body: Record<string, unknown>): Product {
  const { id, sellerId, state, version, createdAt, reservation } = own(world, userId, productId);
  if (state === 'sold') throw new Refusal('product_state_conflict');
  return put(world, { id, ...details(body), sellerId, state, version: version + 1, createdAt, updatedAt: now(), ...(reservation ? { reservation } : {}) });
}

export function setProductState(world: World, userId: string, productId: string, wanted: unknown): Product {
  if (!STATES.includes(String(wanted))) throw new Refusal('invalid_request', 'state');
  const state = wanted as Product['state'];
  const product = own(world, userId, productId);
  if (product.state === state) return product;
  if (product.state === 'sold' || (product.state === 'withdrawn' && state !== 'available')) throw new Refusal('product_state_conflict');
  const { reservation, ...rest } = product;
  return put(world, { ...rest, state, version: product.version + 1, updatedAt: now(), ...(state === 'sold' && reservation ? { reservation } : {}) });
}

/** An accepted offer reserves its product, unless another one was first. */
export function reserve(world: World, productId: string, reservation: NonNullable<Product['reservation']>): boolean {
  const product = world.products.get(productId)!;
  if (product.state !== 'available') return false;
  put(world, { ...product, state: 'reserved', reservation, version: product.version + 1, updatedAt: now() });
  return true;
}

/** Chats about a product get each change of it. */
const put = (world: World, product: Product): Product => {
  world.products.set(product.id, product);
  for (const chat of world.chats.values()) chat.showListing(product);
  return product;
};

function own(world: World, userId: string, productId: string): Product {
  const product = productOf(world, userId, productId);
  if (product.sellerId !== userId) throw new Refusal('not_the_seller');
  return product;
}

/** The reservation is shown to the seller and the buyer alone. */
function seen(product: Product, userId: string): Product {
  const { reservation, ...rest } = product;
  return reservation && (userId === product.sellerId || userId === reservation.buyerId) ? product : rest;
}

function details(body: Record<string, unknown>): Pick<Product, 'name' | 'price' | 'priceAmount' | 'currency' | 'url' | 'imageUrl'> {
  const unknown = Object.keys(body).find((field) => !DETAILS.includes(field));
  if (unknown) throw new Refusal('invalid_request', unknown);
  const { name, url, imageUrl, currency = 'EUR' } = body as Record<string, string | undefined>;
  if (!name?.trim() || TURNS.test(name)) throw new Refusal('invalid_request', 'name');
  const price = Number(body.priceAmount ?? body.price);
  if (!(price > 0)) throw new Refusal('invalid_request', 'price');
  const wrong = Object.entries({ url, imageUrl }).find(([, address]) => address && !address.startsWith('https://'));
  if (wrong) throw new Refusal('invalid_request', wrong[0]);
  return { name, price, priceAmount: String(body.priceAmount ?? price.toFixed(2)), currency, ...(url ? { url } : {}), ...(imageUrl ? { imageUrl } : {}) };
}
