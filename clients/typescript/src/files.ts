import type { Files as Api, Upload, UploadOptions } from './api.js';
import { dropOldest } from './bounded.js';
import type { FileInfo } from './contract.js';
import { ChatError } from './errors.js';
import { Observable } from './observable.js';
import type { Rest } from './rest.js';

/** Addresses are renewed as long before they end. */
const SPARE_MS = 30_000;
/** How long addresses are kept at most, since the clock of this machine may be behind: with the server's default they are good for 12 minutes. */
const MOST_MS = 690_000;
/** How many files the server answers for at once. */
const MOST_IDS = 100;
/** How many files are remembered; the oldest is asked for again. */
const MOST_KNOWN = 1_000;

interface Wanted {
  readonly info: Promise<FileInfo>;
  readonly resolve: (info: FileInfo | Promise<FileInfo>) => void;
  readonly reject: (error: unknown) => void;
}

/** Uploads, and the addresses of files. */
export class Files implements Api {
  readonly #rest: Rest;
  readonly #known = new Map<string, { info: Promise<FileInfo>; until: number }>();
  /** To be asked for together, at the end of this microtask. */
  readonly #wanted = new Map<string, Wanted>();

  constructor(rest: Rest) {
    this.#rest = rest;
  }

  upload(file: Blob, options: UploadOptions = {}): Upload {
    const size = file.size;
    const progress = Observable.of({ loaded: 0, size });
    const abort = new AbortController();
    const stop = () => abort.abort();
    options.signal?.addEventListener('abort', stop);
    if (options.signal?.aborted) stop();
    const form = new FormData();
    form.append('file', file, options.name ?? (file as Partial<File>).name ?? 'file');
    const tell = (sent: number) => {
      const loaded = Math.min(sent, size); // The form's own bytes are counted as well.
      progress.set({ loaded, size });
      options.onProgress?.(loaded, size);
    };
    const done = this.#rest.call<FileInfo>('POST', '/files', form, { signal: abort.signal, onProgress: tell })
      .then((info) => {
        tell(size);
        this.#remember(Promise.resolve(info), info.id);
        return info;
      })
      .finally(() => options.signal?.removeEventListener('abort', stop));
    done.catch(() => {}); // Whoever awaits it learns of it.
    return { done, progress, abort: stop };
  }

  async info(fileId: string): Promise<FileInfo> {
    const known = this.#known.get(fileId);
    if (known && known.until > Date.now()) return known.info;
    // One that is asked for in this microtask may be forgotten already: its promise is the one that is kept.
    return this.#wanted.get(fileId)?.info ?? this.#want(fileId);
  }

  async get(fileIds: readonly string[]): Promise<readonly FileInfo[]> {
    const infos = await Promise.all(fileIds.map((id) => this.info(id).catch((error: ChatError) => {
      if (error.code !== 'file_not_found') throw error;
      return undefined;
    })));
    return infos.filter((info) => info !== undefined);
  }

  #want(fileId: string): Promise<FileInfo> {
    if (this.#wanted.size === 0) queueMicrotask(() => this.#ask());
    let settle: Pick<Wanted, 'resolve' | 'reject'>;
    const info = new Promise<FileInfo>((resolve, reject) => (settle = { resolve, reject }));
    this.#wanted.set(fileId, { info, ...settle! });
    return this.#remember(info, fileId);
  }

  #ask(): void {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    const one = (id: string) => this.#rest.call<FileInfo>('GET', `/files/${id}`);
    for (let from = 0; from < wanted.length; from += MOST_IDS) {
      const some = wanted.slice(from, from + MOST_IDS);
      if (some.length === 1) {
        some[0]![1].resolve(one(some[0]![0]));
        continue;
      }
      this.#rest.call<{ items: FileInfo[] }>('GET', `/files?ids=${some.map(([id]) => id).join()}`).then(({ items }) => {
        const found = new Map(items.map((info) => [info.id, info]));
        for (const [id, { resolve, reject }] of some) {
          const info = found.get(id);
          if (info) resolve(info);
          else reject(new ChatError({ code: 'file_not_found', status: 404, message: 'There is no such file.', messageEs: 'No existe ese archivo.' }));
        }
      }, (error: ChatError) => {
        // A server of an earlier version answers for one file at a time.
        for (const [id, { resolve, reject }] of some) error.code === 'method_not_allowed' ? resolve(one(id)) : reject(error);
      });
    }
  }

  async address(fileId: string, what: 'content' | 'thumbnail' = 'content'): Promise<string> {
    const { url, thumbnailUrl } = await this.info(fileId);
    return this.#rest.address(what === 'thumbnail' ? thumbnailUrl ?? url : url);
  }

  async delete(fileId: string): Promise<void> {
    await this.#rest.call('DELETE', `/files/${fileId}`);
    this.#known.delete(fileId);
  }

  #remember(info: Promise<FileInfo>, fileId: string): Promise<FileInfo> {
    const entry = { info, until: Infinity };
    this.#known.set(fileId, entry);
    dropOldest(this.#known, MOST_KNOWN);
    info.then((file) => {
      entry.until = Math.min(Date.parse(file.urlExpiresAt) - SPARE_MS, Date.now() + MOST_MS);
    }, () => this.#known.delete(fileId));
    return info;
  }
}
