/** What is null on the wire is absent here: the protocol makes no difference between the two. */
export function withoutNulls<T>(value: unknown): T {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item)) as T;
  if (value === null || typeof value !== 'object') return value as T;
  const result: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field !== null && field !== undefined) result[name] = withoutNulls(field);
  }
  return result as T;
}

/** The object without the members that are undefined, as `exactOptionalPropertyTypes` wants it. */
export function defined<T extends object>(object: { [K in keyof T]: T[K] | undefined }): T {
  for (const name of Object.keys(object) as (keyof T)[]) if (object[name] === undefined) delete object[name];
  return object as T;
}

/** The claims of a JWT, which are read here and not checked; undefined for anything that is no JWT. */
export function claimsOf(token: string): Record<string, unknown> | undefined {
  try {
    const payload = atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'));
    const claims: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(payload, (byte) => byte.charCodeAt(0))));
    return typeof claims === 'object' && claims !== null ? claims as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

export const joinUrl = (base: string, path: string): string => base.replace(/\/+$/, '') + path;

/** A random UUID, also on pages that are served without TLS. */
export function randomId(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 15) | 64;
  bytes[8] = (bytes[8]! & 63) | 128;
  return [...bytes].map((byte, index) => ([4, 6, 8, 10].includes(index) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
}
