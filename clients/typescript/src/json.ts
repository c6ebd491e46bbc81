const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What is null on the wire is absent here: the protocol makes no difference between the two. */
export function withoutNulls<T>(value: unknown): T {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item)) as T;
  if (!isObject(value)) return value as T;
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

type Members = Readonly<Record<string, unknown>>;

/** Whether two objects have equal members, in whatever order. */
export const sameMembers = (a: object, b: object, same: (x: unknown, y: unknown) => boolean): boolean => {
  const names = Object.keys(b);
  return Object.keys(a).length === names.length && names.every((name) => same((a as Members)[name], (b as Members)[name]));
};

/** Whether two values of JSON are equal. */
export const equal = (a: unknown, b: unknown): boolean =>
  a === b || (isObject(a) && isObject(b) && sameMembers(a, b, equal));

/** The claims of a JWT, which are read here and not checked; undefined for anything that is no JWT. */
export function claimsOf(token: string): Record<string, unknown> | undefined {
  try {
    const payload = atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'));
    const claims: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(payload, (byte) => byte.charCodeAt(0))));
    return isObject(claims) ? claims as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

export const joinUrl = (base: string, path: string): string => base.replace(/\/+$/, '') + path;

/** A random UUID (RFC 9562, version 4), also on pages that are served without TLS, where `crypto.randomUUID` is missing. */
export const randomId = (): string => '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
  // 0 and 1 become any digit; 8 becomes one of 8, 9, a and b, which hold the variant.
  (+digit ^ (crypto.getRandomValues(new Uint8Array(1))[0]! & (15 >> (+digit / 4)))).toString(16));
