import type { Readable } from './api.js';
import { sameMembers } from './json.js';

/** Whether two arrays hold the same references. */
export const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** The earlier array when it holds the same references, so that nobody renders it again. */
export const keep = <T extends readonly unknown[]>(earlier: T | undefined, later: T): T => (earlier && sameItems(earlier, later) ? earlier : later);

/** The earlier object when all its members are the same references. */
export const keepObject = <T extends object>(earlier: T | undefined, later: T): T =>
  (earlier && sameMembers(earlier, later, Object.is) ? earlier : later);

/** Calls a listener. What it throws is reported, and ends neither the other listeners nor the client's own work. */
export function notify<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value);
  } catch (failure) {
    (globalThis.reportError ?? console.error)(failure);
  }
}

/** A value that is computed when it is asked for after a change; changes of one turn are told once. */
export class Observable<T> implements Readable<T> {
  #compute: (earlier: T | undefined) => T;
  #watched: ((watched: boolean) => void) | undefined;
  #value: T | undefined;
  #dirty = true;
  #scheduled = false;
  #told: unknown;
  readonly #listeners = new Map<object, (value: T) => void>();

  /** @param watched called when the first listener comes and when the last one is gone */
  constructor(compute: (earlier: T | undefined) => T, watched?: (watched: boolean) => void) {
    this.#compute = compute;
    this.#watched = watched;
  }

  static of<T>(value: T, watched?: (watched: boolean) => void): Observable<T> {
    return new Observable(() => value, watched);
  }

  get value(): T {
    if (this.#dirty) {
      this.#value = this.#compute(this.#value);
      this.#dirty = false;
    }
    return this.#value as T;
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  set(value: T): void {
    this.#compute = () => value;
    this.changed();
  }

  /** Lets go of the last value; the next one is computed without it. */
  forget(): void {
    this.#value = undefined;
    this.#told = undefined;
    this.changed();
  }

  /** What the value is computed from is different now. */
  changed(): void {
    this.#dirty = true;
    if (this.#scheduled || !this.isWatched) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      const value = this.value;
      if (value === this.#told) return;
      this.#told = value;
      for (const listener of [...this.#listeners.values()]) notify(listener, value);
    });
  }

  subscribe(listener: (value: T) => void): () => void {
    const key = {};
    const first = !this.isWatched;
    this.#listeners.set(key, listener);
    if (first) {
      this.#told = this.value;
      this.#watched?.(true);
    }
    listener(this.value);
    return () => {
      if (this.#listeners.delete(key) && !this.isWatched) this.#watched?.(false);
    };
  }
}
